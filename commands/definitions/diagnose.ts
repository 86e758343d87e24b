import { Command, Option } from "commander";
import { diagnose, traceRequest } from "../../tools/diagnose/diagnose";
import { shownHeaders } from "../../tools/diagnose/response";
import { localAddress } from "../../tools/diagnose/localAddress";
import { send, SendOptions } from "../../tools/diagnose/send";
import { diagnosisText } from "../../tools/diagnose/text";
import { urlInStack } from "../../tools/explain/urlInStack";
import { RequestOptions, viewerRequest } from "../../tools/explain/viewerRequest";
import { loadState, StateOptions } from "../../tools/loadState";
import { summarizeLogs } from "../../tools/logs/summarizeLogs";
import { logText } from "../../tools/logs/text";
import { Stacks } from "../../tools/stacks";
import { State } from "../../tools/state";
import { withRequest } from "../options";
import { Entrance } from "../entrance";
import { print, printJson, Runnable } from "../terminal";

interface Options extends StateOptions, RequestOptions, Omit<SendOptions, "localAws"> {
  readonly json: boolean;
  readonly log?: readonly string[];
}

export function diagnoseCommand({ usage, stacks }: Entrance): Runnable {
  const { localAws } = stacks;
  const command = new Command(usage("diagnose"))
    .description(
      `Sends a request${localAws === undefined ? "" : `, to AWS or to ${localAws.command},`} and reports which layer responded, why, and which setting fixes it. ` +
        "With --stack or --state it also reads the deployed configuration and excludes causes that do not apply to it. " +
        "With --log it sends nothing, and groups the failed requests of access logs by their causes.",
    )
    .argument(
      "[url]",
      "the URL that a viewer requests, or only a path of the stack's distribution" +
        (localAws === undefined
          ? ""
          : `; URLs of ${localAws.command} are verified with the local certificate authority`),
    );
  withRequest(command)
    .option(
      "--stack <name>",
      `compare with ${stacks.title}` +
        (localAws === undefined ? "" : `, and send its hostnames to ${localAws.command}; dev for a path`),
    )
    .option(
      "--state <file>",
      `compare with ${localAws === undefined ? "a file" : "a stack of AWS: a file"} of pulumi stack export --show-secrets`,
    )
    .option("--data <text>", "the request's body")
    .option("--ca-file <file>", "a certificate authority to trust, in PEM format")
    .option("--connect-to <host:port>", "connect to this address instead of the one that DNS returns")
    .option("--json", "print the diagnosis as JSON", false)
    .addOption(
      new Option(
        "--log <files...>",
        "standard access logs of CloudFront (JSON or W3C, also compressed with gzip); a 403 of CloudFront itself is distinguished " +
          "if the log has the field origin-fbl",
      ).conflicts(["data", "caFile", "connectTo", "header"]),
    )
    .action(async (url: string | undefined, options: Options) => {
      const isHealthy =
        options.log === undefined
          ? await diagnoseUrl(url, options, stacks)
          : await diagnoseLogs(options.log, url, options, stacks);
      process.exitCode = isHealthy ? 0 : 1;
    });

  return {
    command,
    exitCodes: {
      0: "the response is healthy, or no request in the logs failed",
      1: "the response shows a problem, or a request in the logs failed, and the causes are printed",
      2: "no response, no state, a file that is not a log, or an invalid option",
    },
  };
}

/** Sends the request, and prints what its response means. */
async function diagnoseUrl(url: string | undefined, options: Options, stacks: Stacks): Promise<boolean> {
  if (url === undefined) {
    throw new Error("diagnose received no URL; use a URL, a path of the stack's distribution, or --log <file>.");
  }
  const state = url.startsWith("/") ? await loadState(options, stacks) : await selectedState(options, stacks);
  const fullUrl = state === undefined ? url : urlInStack(url, state);
  const request = viewerRequest(fullUrl, options);
  const trace = state === undefined ? undefined : traceRequest(state, request);
  const { localAws } = stacks;
  const isLocal = options.state === undefined && trace !== undefined && trace !== "no such host";
  const connectTo = options.connectTo ?? (isLocal ? localAws && localAddress(fullUrl, localAws.ports()) : undefined);
  const response = await send(fullUrl, request, {
    ...options,
    ...(connectTo === undefined ? {} : { connectTo }),
    ...(localAws === undefined ? {} : { localAws }),
  });
  const diagnosis = diagnose(response, trace);
  if (options.json) {
    printJson({ status: response.status, headers: shownHeaders(response), ...diagnosis });
  } else {
    print(diagnosisText(response, diagnosis, trace));
  }
  return diagnosis.isHealthy;
}

/** Prints the failed requests in the logs by their causes. */
async function diagnoseLogs(
  files: readonly string[],
  url: string | undefined,
  options: Options,
  stacks: Stacks,
): Promise<boolean> {
  if (url !== undefined) {
    throw new Error(`diagnose received --log and "${url}"; use one of them.`);
  }
  const summary = await summarizeLogs(files, await selectedState(options, stacks));
  if (options.json) {
    printJson(summary);
  } else {
    print(logText(summary));
  }
  return summary.failed === 0;
}

/** The state that --stack or --state selects; undefined without them. */
async function selectedState(options: Options, stacks: Stacks): Promise<State | undefined> {
  const isSelected = options.stack !== undefined || options.state !== undefined;
  return isSelected ? loadState(options, stacks) : undefined;
}
