import { Command } from "commander";
import { adoptionOf } from "../../tools/adopt/adoption";
import { programOf } from "../../tools/adopt/program";
import { readStateFile } from "../../tools/stateFile";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

interface Options {
  readonly distribution?: string;
  readonly json: boolean;
}

export function adoptCommand({ usage }: Entrance): Runnable {
  const command = new Command(usage("adopt"))
    .description(
      "Prints a program in TypeScript that adopts an existing distribution as a MultiOriginDistribution, and lists each setting " +
        "that the component changes. Reads the output of aws cloudfront get-distribution, a folder with the distribution and its " +
        "policies, or a stack export.",
    )
    .argument("<file>", "a file or a folder that audit reads; - is standard input")
    .option("--distribution <id>", "the ID or the name of the distribution, if there are several")
    .option("--json", "print the ID, the program, the changed settings and what the component rejects as JSON", false)
    .action((file: string, { distribution, json }: Options) => {
      const adoption = adoptionOf(readStateFile(file), distribution);
      const { id, differences, rejections } = adoption;
      const program = programOf(adoption);
      if (json) {
        printJson({ id, program, differences, rejections });
      } else {
        print(program);
      }
      process.exitCode = differences.length + rejections.length === 0 ? 0 : 1;
    });

  return {
    command,
    exitCodes: {
      0: "the component changes no setting of the distribution",
      1: "the component changes settings or rejects them; the program lists which",
      2: "no distribution, an unknown setting, or an invalid option",
    },
  };
}
