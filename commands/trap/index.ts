import type { OutputMap } from "@pulumi/pulumi/automation";
import { Command, Option } from "commander";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Edge } from "../../local-aws/edge";
import type { Session } from "../../local-aws/engine/session";
import { loadProgram, localFolder, policyPack, project } from "../../repository";
import { changes, sectionOf } from "../engine";
import { Failure, isEngineError, printLine, run } from "../terminal";
import type { BehaviorLocation } from "./mistakes";

/** A folder used by no other command. */
const folder = join(localFolder, "trap");

/** One stack in which the mistake is made and fixed. */
interface Incident {
  readonly stackName: string;
  /** The cache behavior of the API. */
  readonly location: BehaviorLocation;
  /** A path that the behavior matches. */
  readonly path: string;
  /** What CloudFront returns for the mistake. */
  readonly response: { readonly status: string; readonly text: string };
}

const incidents: readonly Incident[] = [
  {
    stackName: "article",
    location: "default",
    path: "/",
    response: { status: "403 Forbidden", text: "The request could not be satisfied" },
  },
  {
    stackName: "dev",
    location: { pathPattern: "/api/*" },
    path: "/api/hello",
    response: { status: "403 Forbidden", text: '{"message":"Forbidden"}' },
  },
];

const command = new Command("npm run trap --")
  .description(
    "Reproduces the 403 trap: the policy pack rejects each mistake; deployed without the pack, CloudFront returns 403; " +
      "the fix returns 200.",
  )
  .addOption(new Option("--stack <name>", "reproduce it in one stack only").choices(["article", "dev"]))
  .action(async ({ stack }: { stack?: string }) => {
    rmSync(folder, { recursive: true, force: true });
    for (const incident of incidents.filter(({ stackName }) => stack === undefined || stackName === stack)) {
      await reproduce(incident);
    }
    printLine(
      "\nReproduced: the pack rejected each mistake, each broken deployment returned 403, and the fix returned 200.",
    );
    process.exit(0);
  });

async function reproduce(incident: Incident): Promise<void> {
  const [{ startEdge }, { openSession }, { readStackConfig }, { mistakes, withForwarding }] = await Promise.all([
    import("../../local-aws/edge"),
    import("../../local-aws/engine/session"),
    import("../../local-aws/engine/project"),
    import("./mistakes"),
  ]);
  const { stackName, location } = incident;
  // Without origin verification the API also responds to direct requests: they show that only CloudFront's requests fail.
  const config = { ...readStackConfig(project.folder, stackName), "multi-origin:originVerify": "off" };
  const session = await openSession({ project, stackName, command: "npm run trap", folder, config, log: printLine });
  const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
  // Each operation reads the program from the workspace.
  const { workspace } = session.stack;
  const program = loadProgram();
  try {
    for (const [name, settings] of Object.entries(mistakes)) {
      printHeading(`Stack ${stackName}: ${name} on the API's cache behavior`);
      workspace.program = withForwarding(program, settings, location);
      await expectRejectedPreview(session);
      await expectMistake(await deployWithoutPack(session), edge, incident);
    }
    printHeading(`Stack ${stackName}: the fix`);
    workspace.program = program;
    await expectAcceptedPreview(session);
    await expectHello(await deployWithoutPack(session), edge, incident);
  } finally {
    await edge.stop();
    session.close();
  }
}

async function expectRejectedPreview(session: Session): Promise<void> {
  const { isRejected, policies } = await previewWithPack(session);
  expect(isRejected, "the pack accepted the mistake");
  expect(policies.includes("api-gateway-origin-host-header"), "the pack did not report api-gateway-origin-host-header");
}

async function expectAcceptedPreview(session: Session): Promise<void> {
  const { isRejected } = await previewWithPack(session);
  expect(!isRejected, "the pack rejected the fix");
}

async function previewWithPack({ stack }: Session): Promise<{ isRejected: boolean; policies: string }> {
  printLine("$ pulumi preview --policy-pack policy-pack/serve");
  let output = "";
  const onOutput = (text: string): void => {
    output += text;
  };
  const isRejected = await stack.preview({ policyPacks: [policyPack], onOutput, color: "never" }).then(
    () => false,
    (error: unknown) => {
      expect(isEngineError(error), `the preview failed: ${String(error)}`);
      return true;
    },
  );
  const policies = sectionOf(output, "Policies");
  expect(policies !== "", `the preview failed:\n${output}`);
  printLine(policies);
  return { isRejected, policies };
}

async function deployWithoutPack({ stack }: Session): Promise<OutputMap> {
  printLine("$ pulumi up --yes");
  const { outputs, summary } = await stack.up({ color: "never" });
  printLine(`  ${summary.result}: ${changes(summary.resourceChanges)}\n`);
  return outputs;
}

/** The API returns 200 on its own hostname, and CloudFront returns the error. */
async function expectMistake(outputs: OutputMap, edge: Edge, { path, response }: Incident): Promise<void> {
  const direct = await request(edge, outputs.apiUrl?.value, path);
  expect(direct.startsWith("HTTP/1.1 200 OK"), "expected 200 OK from the API on its own hostname");
  const printed = await request(edge, outputs.url?.value, path);
  expect(printed.includes(response.status), `expected ${response.status}`);
  expect(printed.includes(response.text), `expected a body with ${response.text}`);
}

async function expectHello(outputs: OutputMap, edge: Edge, { path }: Incident): Promise<void> {
  const printed = await request(edge, outputs.url?.value, path);
  expect(printed.startsWith("HTTP/1.1 200 OK"), "expected 200 OK");
  expect(printed.endsWith("Hello from Lambda!"), "expected Hello from Lambda!");
}

/** Sends a request with curl and prints the command and the response. */
async function request(edge: Edge, url: unknown, path: string): Promise<string> {
  const { curl } = await import("../../local-aws/edge/curl");
  const { line, printed } = await curl(edge, new URL(String(url)).host, path);
  printLine(`$ ${line}\n${printed}`);
  return printed;
}

function expect(condition: boolean, otherwise: string): void {
  if (!condition) {
    throw new Failure(`Not reproduced: ${otherwise}.`);
  }
}

function printHeading(text: string): void {
  printLine(`\n${text}\n${"-".repeat(text.length)}`);
}

void run(command, {
  0: "reproduced: every step behaved as described",
  1: "a step behaved differently or failed",
  2: "another npm run trap is running, or an option is invalid",
});
