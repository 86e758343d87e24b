/** The policy pack that checks programs of other folders, as an executable for `--policy-pack`. */
export function defaultPack(): string {
  return require.resolve("pulumi-multi-origin-policies/serve");
}
