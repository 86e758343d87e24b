import Table from "cli-table3";
import { Command } from "commander";
import { readStateFile } from "./state";
import { exitCodeOf, Verdict, verdictsOf } from "./verdicts";

const command = new Command("npm run audit --")
  .description(
    "Judges distributions that already run, from stack exports (pulumi stack export --show-secrets --file <file>).\n" +
      "Exit code: 2 a mandatory finding, 1 an advisory or undetermined one, 0 none, 3 a file that can't be read.",
  )
  .argument("<file...>", "stack exports")
  .option("--json", "the verdicts as JSON", false)
  .action((files: string[], { json }: { json: boolean }) => {
    const verdicts = readAll(files);
    process.stdout.write(json ? `${JSON.stringify(verdicts, undefined, 2)}\n` : table(verdicts));
    process.exitCode = exitCodeOf(verdicts);
  });

function readAll(files: readonly string[]): Verdict[] {
  try {
    return files.flatMap((file) => verdictsOf(readStateFile(file)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(3);
  }
}

function table(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) {
    return "No CloudFront distribution.\n";
  }
  const rows = new Table({ head: ["Distribution", "Behavior", "Verdict"], style: { head: [], border: [] } });
  for (const { distribution, behavior, findings } of verdicts) {
    const said = findings.map(({ rule, level }) => `${level}: ${rule}`);
    rows.push([distribution, behavior, said.join("\n") || "ok"]);
  }
  const messages = verdicts.flatMap(({ findings }) => findings.map(({ rule, message }) => `${rule}\n  ${message}\n`));
  return `${rows.toString()}\n\n${messages.join("\n")}`;
}

command.parse();
