import { Command } from "commander";
import { withExitCodes } from "./exitCodes";
import { readStateFile } from "../tools/state";
import { cannot, print, printJson, run, table, Tint, wrapped, screenWidth } from "./terminal";
import { exitCodeOf, RuleFinding, Verdict, verdictsOf } from "../tools/verdicts";

const command = new Command("npm run audit --")
  .description(
    "Judges distributions that already run, from stack exports (pulumi stack export --show-secrets --file <file>), " +
      "or what they would become, from previews (pulumi preview --json --show-sames > <file>).",
  )
  .argument("<file...>", "stack exports or previews")
  .option("--json", "the verdicts as JSON", false)
  .action((files: string[], { json }: { json: boolean }) => {
    const verdicts = files.flatMap((file) => verdictsOf(readStateFile(file)));
    if (json) {
      printJson(verdicts);
    } else {
      print(verdicts.length === 0 ? "No CloudFront distribution.\n" : report(verdicts));
    }
    process.exitCode = exitCodeOf(verdicts);
  });

const colors: Readonly<Record<RuleFinding["level"], Tint>> = {
  mandatory: "red",
  advisory: "yellow",
  undetermined: "yellow",
};

function report(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ distribution, behavior, findings }) => {
    const said = findings.map(({ rule, level }) => `${level}: ${rule}`).join("\n");
    const worst = findings.find(({ level }) => level === "mandatory") ?? findings[0];
    const color = worst === undefined ? "green" : colors[worst.level];
    return [{ text: distribution }, { text: behavior }, { text: said || "ok", color }];
  });
  const messages = verdicts.flatMap(({ findings }) =>
    findings.map(({ rule, message }) => [
      `\n${rule}`,
      ...wrapped(message, screenWidth() - 2).map((line) => `  ${line}`),
    ]),
  );
  return `${table(["Distribution", "Behavior", "Verdict"], rows)}${messages.flat().join("\n")}\n`;
}

void run(
  withExitCodes(command, {
    0: "nothing is found",
    1: "something advisory or undetermined is found",
    2: "something mandatory is found",
    [cannot]: "a file can't be read, or an option is wrong",
  }),
);
