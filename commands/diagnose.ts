import { Command } from "commander";
import { withExitCodes } from "./exitCodes";
import { deployedDistributions, findByHost } from "../tools/distributions";
import { loadState, StateOptions } from "../tools/loadState";
import { toldHeaders } from "../tools/diagnose/answer";
import { diagnose, Known } from "../tools/diagnose/diagnose";
import { send, SendOptions } from "../tools/diagnose/send";
import { diagnosisText } from "../tools/diagnose/text";
import { explain } from "../tools/explain/route";
import { repeated, RequestOptions, viewerRequest, ViewerRequest } from "../tools/explain/viewerRequest";
import { cannot, print, printJson, run } from "./terminal";

interface Options extends StateOptions, RequestOptions, SendOptions {
  readonly json: boolean;
}

const command = new Command("npm run diagnose --")
  .description(
    "Sends a request, to AWS or to what npm start serves, and says which layer answered, why, and which setting mends it. " +
      "With --stack or --state it joins what is deployed, and rules out what that does not show.",
  )
  .argument("<url>", "as a viewer writes it; a local one is trusted by the local certificate authority")
  .option("--method <method>", "the request's method", "GET")
  .option("--header <header>", "a header of the request, 'Name: value'; may be repeated", repeated)
  .option("--stack <name>", "join the state of a stack of the local AWS")
  .option("--state <file>", "join the state of a stack of AWS: a file of pulumi stack export --show-secrets")
  .option("--ca-file <file>", "a certificate authority to trust, PEM")
  .option("--connect-to <host:port>", "where to connect, instead of where DNS says")
  .option("--json", "the diagnosis as JSON", false)
  .action(async (url: string, options: Options) => {
    const request = viewerRequest(url, options);
    const known = await knownOf(request, options);
    const answer = await send(url, request, options);
    const diagnosis = diagnose(answer, known);
    if (options.json) {
      printJson({ status: answer.status, headers: toldHeaders(answer), ...diagnosis });
    } else {
      print(diagnosisText(answer, diagnosis, known));
    }
    process.exitCode = diagnosis.isWell ? 0 : 1;
  });

async function knownOf(request: ViewerRequest, options: StateOptions): Promise<Known | undefined> {
  if (options.stack === undefined && options.state === undefined) {
    return undefined;
  }
  const state = await loadState(options);
  const found = findByHost(deployedDistributions(state), request.host);
  return found === undefined ? "no such host" : explain(state, request);
}

void run(
  withExitCodes(command, {
    0: "answered well",
    1: "something is wrong, and it says what",
    [cannot]: "it can't be asked, no state, or an option is wrong",
  }),
);
