import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../repository";
import { absoluteRow, inTurn, Measure, median, Row } from "../measure";
import { terraformPlan, pulumiExport } from "../largeStates";

interface Audited {
  readonly milliseconds: number;
  readonly mebibytes: number;
  readonly verdicts: number;
}

/** How long an audit of a large file takes, without the start of the command. */
export const audit: Measure = {
  run: async ({ rounds }) => {
    const folder = mkdtempSync(join(tmpdir(), "bench-audit-"));
    try {
      const files = {
        "a plan of Terraform, 5,000 resources": terraformPlan(5000),
        "an export, 10,000 resources": pulumiExport(10_000),
      };
      const paths = Object.entries(files).map(([name, content], index) => {
        const path = join(folder, `${index}.json`);
        writeFileSync(path, JSON.stringify(content));
        return [name, path] as const;
      });
      return (await Promise.all(paths.map(([name, path]) => rowsOf(name, path, Math.min(rounds, 5))))).flat();
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function rowsOf(name: string, path: string, rounds: number): Promise<Row[]> {
  const audited: Audited[] = [];
  await inTurn(rounds, {
    audit: () => {
      const one = auditIn(path);
      audited.push(one);
      return Promise.resolve(one.milliseconds);
    },
  });
  return [
    absoluteRow(`audit of ${name}`, "ms", median(audited.map(({ milliseconds }) => milliseconds)), { must: 1000 }),
    absoluteRow(`memory of the audit of ${name}`, "MiB", median(audited.map(({ mebibytes }) => mebibytes)), {
      must: 300,
    }),
  ];
}

function auditIn(path: string): Audited {
  const words = ["-r", "./commands/transpile/register.cjs", "bench/auditProcess.ts", path];
  const audited = JSON.parse(execFileSync(process.execPath, words, { cwd: root, encoding: "utf8" })) as Audited;
  if (audited.verdicts === 0) {
    throw new Error("the audit has no verdicts");
  }
  return audited;
}
