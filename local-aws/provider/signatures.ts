// How the engine marks values that JSON has no form for. The SDK has the same constants, but loading it takes half a second:
// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts

/** The key of an object that stands for such a value; its own value is one of the signatures below. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
export const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The string in place of a value that is not known yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
