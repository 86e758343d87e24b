import { colored, screenWidth, wrapped } from "../layout";
import { Answer, shownHeaders } from "./answer";
import { DiagnosedCause, Diagnosis, Trace } from "./diagnose";

export function diagnosisText(answer: Answer, { layer, says, causes, isWell, url }: Diagnosis, trace?: Trace): string {
  const { scheme, method, authority, target } = answer.request;
  const status = colored(answer.status < 400 ? "green" : "red", String(answer.status));
  const headers = Object.entries(shownHeaders(answer)).map(([name, value]) => `  ${name}: ${value}`);
  return [
    colored("bold", `${method} ${scheme}://${authority}${target}`),
    `${status} from ${colored("bold", layer)}: ${says}`,
    ...headers.flatMap((line) => wrapped(line, screenWidth())),
    "",
    ...(isWell ? [colored("green", "Nothing is wrong.")] : causes.flatMap(causeLines)),
    ...(!isWell && causes.length === 0 ? ["No cause of it is known here: ask who answered."] : []),
    ...(trace === undefined && causes.length > 1
      ? ["With --stack <name> or --state <file> the deployed distribution tells which of these it is.", ""]
      : []),
    ...(isWell || url === undefined ? [] : [`See ${url}`]),
    "",
  ].join("\n");
}

function causeLines({ certainty, rule, cause, evidence, fix }: DiagnosedCause, at: number): string[] {
  const title = `${at + 1}. ${certainty}${rule === undefined ? "" : `: ${rule}`}`;
  return [
    colored(certainty === "certain" ? "red" : "yellow", title),
    ...part("why", cause),
    ...evidence.flatMap((one) => part("seen", one)),
    ...part("mend", fix),
    "",
  ];
}

const indent = 8;

function part(title: string, text: string): string[] {
  return wrapped(text, screenWidth() - indent).map(
    (line, at) => `   ${(at === 0 ? title : "").padEnd(indent - 3)}${line}`,
  );
}
