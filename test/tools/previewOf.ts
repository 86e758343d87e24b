import type { Stack } from "@pulumi/pulumi/automation";

/** The SDK leaves this method out of its types. */
interface Runner {
  run: (args: readonly string[], ...rest: readonly unknown[]) => Promise<{ readonly stdout: string }>;
}

/** What `pulumi preview --json` prints of a stack, with further words on its command line: the Automation API has none. */
export async function previewOf(stack: Stack, ...words: readonly string[]): Promise<string> {
  const runner = stack.workspace.pulumiCommand as unknown as Runner;
  const run = runner.run.bind(runner);
  runner.run = (args, ...rest) => run(args[0] === "preview" ? [...args, "--json", ...words] : args, ...rest);
  try {
    const { stdout } = await stack.preview();
    return stdout;
  } finally {
    runner.run = run;
  }
}
