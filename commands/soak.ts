import { Command, InvalidArgumentError } from "commander";
import { withExitCodes } from "./exitCodes";
import { run } from "./engineTerminal";

/** MiB that the edge and its clients may hold more at the end. */
const largestGrowth = 32;

const command = new Command("npm run soak --")
  .description("Deploys stack dev to a local AWS of its own and asks its edge by 50 connections at once.")
  .option("--seconds <number>", "how long", toSeconds, 60)
  .action(async ({ seconds }: { seconds: number }) => {
    const { soakStack } = await import("./run/soak");
    process.exit((await soakStack(seconds, largestGrowth)) ? 0 : 1);
  });

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new InvalidArgumentError("Give a number of seconds above 0.");
  }
  return seconds;
}

void run(
  withExitCodes(command, {
    0: `every answer was right, and memory grew by less than ${largestGrowth} MiB`,
    1: "not so, or it could not be run, or an option is wrong",
  }),
);
