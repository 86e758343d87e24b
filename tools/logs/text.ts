import { printable } from "../../policy-pack/program/printable";
import { cut } from "../../policy-pack/findings/message";
import { Cell, table } from "../layout";
import { FailedRequests, LogSummary } from "./summarizeLogs";

const head = ["Requests", "First", "Status", "From", "Cause", "Behavior", "Rule", "Example"];

export function logText({ requests, failed, unreadable, groups }: LogSummary): string {
  const ignored = unreadable === 0 ? "" : ` ${unreadable} lines are not requests.`;
  const title = `${failed} of ${requests} requests failed.${ignored}\n`;
  return groups.length === 0 ? title : `${title}\n${table(head, groups.map(row))}`;
}

function row({ count, first, status, layer, cause, behavior, rule, example }: FailedRequests): Cell[] {
  return [
    { text: String(count) },
    { text: first ?? "-" },
    { text: status === 0 ? "-" : String(status), color: "red" },
    { text: layer },
    { text: cause },
    { text: behavior === undefined ? "-" : shown(behavior) },
    { text: rule ?? "-" },
    { text: shown(example) },
  ];
}

/** Others write the log: the terminal must not obey it. */
function shown(text: string): string {
  return cut(printable(text), 60);
}
