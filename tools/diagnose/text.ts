import { printable, printableLines } from "../../policy-pack/program/printable";
import { urlScheme } from "../explain/viewerRequest";
import { colored, screenWidth, wrapped } from "../layout";
import { DiagnosedCause, Diagnosis, Trace } from "./diagnose";
import { ReceivedResponse, shownHeaders } from "./response";

export function diagnosisText(
  response: ReceivedResponse,
  { layer, says, causes, isHealthy, url }: Diagnosis,
  trace?: Trace,
): string {
  const { method, authority, target } = response.request;
  const status = colored(response.status < 400 ? "green" : "red", String(response.status));
  const headers = Object.entries(shownHeaders(response)).map(([name, value]) => printable(`  ${name}: ${value}`));
  return [
    colored("bold", `${method} ${urlScheme(response.request)}://${authority}${target}`),
    `${status} from ${colored("bold", layer)}: ${says}`,
    ...headers.flatMap((line) => wrapped(line, screenWidth())),
    "",
    ...(isHealthy ? [colored("green", "No problem found.")] : causes.flatMap(causeLines)),
    ...(!isHealthy && causes.length === 0 ? ["No known cause. Check the logs of the layer that responded."] : []),
    ...(trace === undefined && causes.length > 1
      ? [
          "To find out which cause applies, compare with the deployed distribution: --stack <name> or --state <file>.",
          "",
        ]
      : []),
    ...(isHealthy || url === undefined ? [] : [`See ${url}`]),
    "",
  ].join("\n");
}

function causeLines({ certainty, rule, cause, evidence, fix }: DiagnosedCause, at: number): string[] {
  const title = `${at + 1}. ${certainty}${rule === undefined ? "" : `: ${rule}`}`;
  return [
    colored(certainty === "certain" ? "red" : "yellow", title),
    ...part("cause", cause),
    ...evidence.flatMap((one) => part("seen", one)),
    ...part("fix", fix),
    "",
  ];
}

const indent = 9;

function part(title: string, text: string): string[] {
  return wrapped(printableLines(text), screenWidth() - indent).map(
    (line, at) => `   ${(at === 0 ? title : "").padEnd(indent - 3)}${line}`,
  );
}
