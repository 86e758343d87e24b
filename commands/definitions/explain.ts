import { Command } from "commander";
import { explainWithFunctions } from "../../tools/explain/explain";
import { explanationText } from "../../tools/explain/text";
import { urlInStack } from "../../tools/explain/urlInStack";
import { headerNames, RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { loadState, StateOptions } from "../../tools/loadState";
import { withRequest, withState } from "../options";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

interface Options extends StateOptions, RequestOptions {
  readonly json: boolean;
}

export function explainCommand({ usage, stacks }: Entrance): Runnable {
  const command = new Command(usage("explain"))
    .description(
      "Traces one request through the deployed distribution without sending it: the behavior that matches, what its " +
        "viewer-request function does, the cache key, what reaches the origin, which service responds, and the policy pack's findings. " +
        "Values of headers and cookies are not printed.",
    )
    .argument(
      "<url>",
      "the URL that a viewer requests" +
        (stacks.localAws === undefined ? "" : `, a URL that ${stacks.localAws.command} serves`) +
        ", or only a path of the stack's distribution",
    );
  withState(withRequest(command), stacks)
    .option("--json", "print the explanation as JSON", false)
    .action(async (url: string, options: Options) => {
      const state = await loadState(options, stacks);
      const request = viewerRequest(urlInStack(url, state), options);
      const explanation = await explainWithFunctions(state, request);
      if (options.json) {
        printJson({ ...explanation, request: { ...request, headers: headerNames(request) } });
      } else {
        print(explanationText(explanation));
      }
    });

  return {
    command,
    exitCodes: {
      0: "the request is explained, whatever the findings",
      2: "no state, no distribution for the host, an invalid URL, or an invalid option",
    },
  };
}
