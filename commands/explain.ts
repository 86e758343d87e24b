import { Command } from "commander";
import { withExitCodes } from "./exitCodes";
import { loadState, stateFile, StateOptions } from "../tools/loadState";
import { explain } from "../tools/explain/route";
import { explanationText } from "../tools/explain/text";
import { headerNames, repeated, RequestOptions, viewerRequest } from "../tools/explain/viewerRequest";
import { cannot, print, printJson, run } from "./terminal";

interface Options extends StateOptions, RequestOptions {
  readonly json: boolean;
}

const command = new Command("npm run explain --")
  .description(
    "Follows one request through the deployed distribution, without sending it: the behavior that takes it, the cache " +
      "key, what reaches the origin, who answers, and what the policy pack's rules say of that way. " +
      "Values of headers and cookies are not shown.",
  )
  .argument("<url>", "as a viewer writes it, a local one of npm start too")
  .option("--method <method>", "the request's method", "GET")
  .option("--header <header>", "a header of the request, 'Name: value'; may be repeated", repeated)
  .option("--stack <name>", "a stack of the local AWS", "dev")
  .option("--state <file>", stateFile)
  .option("--json", "the explanation as JSON", false)
  .action(async (url: string, options: Options) => {
    const request = viewerRequest(url, options);
    const explanation = explain(await loadState(options), request);
    if (options.json) {
      printJson({ ...explanation, request: { ...request, headers: headerNames(request) } });
    } else {
      print(explanationText(explanation));
    }
  });

void run(
  withExitCodes(command, {
    0: "explained, whatever the verdict",
    [cannot]: "no state, no such host, no URL, or an option is wrong",
  }),
);
