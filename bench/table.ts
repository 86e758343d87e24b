import Table from "cli-table3";
import { Goal, Row, verdictOf } from "./measure";

export function table(rows: readonly Row[]): string {
  const printed = new Table({
    head: ["figure", "ours", "others", "judged", "must", "strive", "verdict"],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const { figure, unit, ours, others, judged, of, goal } = row;
    const compared = Object.entries(others).map(([name, value]) => `${name} ${amount(value, unit)}`);
    printed.push([
      figure,
      amount(ours, unit),
      compared.join("\n"),
      judged === undefined ? "" : of === undefined ? amount(judged, unit) : `${judged.toFixed(2)} x ${of}`,
      limit(goal, goal?.must),
      limit(goal, goal?.strive),
      verdictOf(row),
    ]);
  }
  return printed.toString();
}

export function amount(value: number, unit: Row["unit"]): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function limit(goal: Goal | undefined, value: number | undefined): string {
  return value === undefined ? "" : `${goal?.bound === "at-least" ? ">=" : "<="} ${value}`;
}
