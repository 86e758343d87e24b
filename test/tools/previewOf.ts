import type { Stack } from "@pulumi/pulumi/automation";

/** A method that is missing in the SDK's types. */
interface Runner {
  run: (args: readonly string[], ...rest: readonly unknown[]) => Promise<{ readonly stdout: string }>;
}

/** The output of `pulumi preview --json`, which the Automation API does not offer. @param words further arguments */
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
