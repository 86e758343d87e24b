import { readFileSync } from "node:fs";

// The SDKs of Pulumi's packages are generated, so that simple patterns read what they declare.

/** What the Node.js SDK declares for a resource type. */
export interface ResourceProperties {
  readonly inputs: readonly string[];
  /** Properties that are outputs only. */
  readonly computed: readonly string[];
}

/** TypeScript types by the names of properties that always have a value. */
export type DeclaredTypes = Readonly<Record<string, string>>;

/**
 * The properties that the class of a resource type declares: its constructor copies each input from `args` and sets each
 * output to `undefined`. Undefined if the SDK is not installed or does not have the type.
 */
export function resourceProperties(token: string): ResourceProperties | undefined {
  const source = readSdk(token, ".js");
  if (source === undefined) {
    return undefined;
  }
  const assignments = [...source.matchAll(/^ *resourceInputs\["(\w+)"\] = (.*);$/gm)];
  const named = (pattern: RegExp) =>
    assignments.filter(([, , value = ""]) => pattern.test(value)).map(([, name = ""]) => name);
  return { inputs: named(/\bargs\b/), computed: named(/^undefined \/\*out\*\/$/) };
}

/** The arguments of a function: the object that it passes to the provider. */
export function functionArguments(token: string): readonly string[] {
  const [, call = ""] = /runtime\.invoke\("[^"]+", \{(.*?)\}/s.exec(readSdk(token, ".js") ?? "") ?? [];
  return [...call.matchAll(/"(\w+)":/g)].map(([, name = ""]) => name);
}

/** The outputs that every resource of a type has. */
export function resourceOutputs(token: string): DeclaredTypes {
  const source = readSdk(token, ".d.ts") ?? "";
  return declarations(source.split(/^export interface /m)[0] ?? "", /^ {4}readonly (\w+): pulumi\.Output<(.*)/gm);
}

/** The results that every call of a function has. */
export function functionResults(token: string): DeclaredTypes {
  const [, result = ""] = /^export interface \w+Result \{(.*?)^\}/ms.exec(readSdk(token, ".d.ts") ?? "") ?? [];
  return declarations(result, /^ {4}readonly (\w+): (.*)/gm);
}

/** The properties of an object in an output. @param type for example `outputs.eks.ClusterCertificateAuthority` */
export function objectProperties(pkg: string, type: string): DeclaredTypes {
  const [, namespace = "", name = ""] = /^outputs\.(?:([\w.]+)\.)?(\w+)$/.exec(type) ?? [];
  const source = readFile(`@pulumi/${pkg}/types/output.d.ts`) ?? "";
  const [begin, indent] =
    namespace === "" ? [0, ""] : [source.indexOf(`export declare namespace ${namespace} {`), "    "];
  const header = source.indexOf(`interface ${name} {\n`, Math.max(begin, 0));
  const end = source.indexOf(`\n${indent}}`, header);
  return begin < 0 || header < 0 ? {} : declarations(source.slice(header, end), /^ +(\w+): (.*)/gm);
}

/** The first line of each type is enough to know its kind. */
function declarations(source: string, pattern: RegExp): DeclaredTypes {
  const found = [...source.matchAll(pattern)].map(
    ([, name = "", line = ""]) => [name, line.replace(/>?;$/, "")] as const,
  );
  return Object.fromEntries(found.filter(([, type]) => !/\bundefined\b/.test(type)));
}

/**
 * @param token `aws:cloudfront/distribution:Distribution` has the files `@pulumi/aws/cloudfront/distribution.*`, and
 * `aws-native:sqs:Queue` the files `@pulumi/aws-native/sqs/queue.*`
 */
function readSdk(token: string, extension: string): string | undefined {
  const [pkg = "", module = "", name = ""] = token.split(":");
  const file = name.replace(/^[A-Z]+/, (capitals) => capitals.toLowerCase());
  const path = module.includes("/") ? module.replace("index/", "") : `${module}/${file}`;
  return readFile(`@pulumi/${pkg}/${path}${extension}`);
}

const files = new Map<string, string | undefined>();

function readFile(name: string): string | undefined {
  const key = `${process.cwd()} ${name}`;
  if (!files.has(key)) {
    files.set(key, readInstalled(name));
  }
  return files.get(key);
}

/** The SDK of the program: the engine's operations run in its folder. A program in another language has none. */
function readInstalled(name: string): string | undefined {
  try {
    return readFileSync(require.resolve(name, { paths: [process.cwd(), __dirname] }), "utf8");
  } catch {
    return undefined;
  }
}
