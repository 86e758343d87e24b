/** What to do about failures of programs that are not written for the local AWS, by the engine's output. */
export function failureHints(output: string): string[] {
  const plugins = [
    ...output.matchAll(/could not find latest version for provider ([\w-]+)/g),
    ...output.matchAll(/download and install resource plugin 'pulumi-resource-([\w-]+)'/g),
  ].map(([, name = ""]) => name);
  const references = [...output.matchAll(/pulumi:pulumi:StackReference \(?([\w./-]+)\)?/g)].map(
    ([, name = ""]) => name,
  );
  const cannotRead = /organization name must be|unknown stack|no stack named|not found/.test(output);
  return [...new Set(plugins.map(missingPlugin)), ...(cannotRead ? new Set(references.map(missingStack)) : [])];
}

function missingPlugin(name: string): string {
  return (
    `The program uses the package ${name}, whose provider can be neither found nor downloaded. The local AWS has the providers aws, ` +
    `aws-native and random. Run "pulumi plugin install resource ${name}" where the network allows it, or put ` +
    `pulumi-resource-${name} on PATH.`
  );
}

function missingStack(name: string): string {
  return (
    `The program reads the outputs of the stack ${name}, which the local backend does not have. It only has this program's stacks, ` +
    `as organization/<project>/<stack>. For local use, read these values from the configuration.`
  );
}
