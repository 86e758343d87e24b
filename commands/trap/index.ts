import { Command, Option } from "commander";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Edge } from "../../local-aws/edge";
import type { Session } from "../../local-aws/engine/session";
import type { ProviderBug } from "../../local-aws/provider/providerBugs";
import { loadProgram, localFolder, project } from "../../repository";
import { printLine, run } from "../terminal";
import type { BehaviorLocation } from "./mistakes";
import {
  deployWithoutPack,
  expect,
  expectAcceptedPreview,
  expectHello,
  expectMistake,
  expectRejectedPreview,
  FailingRequest,
  printHeading,
} from "./steps";

/** A folder used by no other command. */
const folder = join(localFolder, "trap");

/** One stack in which the mistake is made and fixed. */
interface Incident extends FailingRequest {
  readonly stackName: string;
  /** The cache behavior of the API. */
  readonly location: BehaviorLocation;
}

const apiForbids = { status: 403, text: '{"message":"Forbidden"}' };

const incidents: readonly Incident[] = [
  {
    stackName: "article",
    location: "default",
    path: "/",
    response: { status: 403, text: "The request could not be satisfied" },
  },
  { stackName: "dev", location: { pathPattern: "/api/*" }, path: "/api/hello", response: apiForbids },
];

const command = new Command("npm run trap --")
  .description(
    "Reproduces the 403 trap: the policy pack rejects each mistake; deployed without the pack, CloudFront returns 403; " +
      "the fix returns 200.",
  )
  .addOption(
    new Option(
      "--stack <name>",
      "reproduce it in one stack only; in leak, the program never forwards Host to the API: a bug of the aws provider does",
    ).choices(["article", "dev", "leak"]),
  )
  .action(async ({ stack }: { stack?: string }) => {
    rmSync(folder, { recursive: true, force: true });
    for (const incident of incidents.filter(({ stackName }) => stack === undefined || stackName === stack)) {
      await reproduce(incident);
    }
    if (stack === "leak") {
      await reproduceLeak({ path: "/api/hello", response: apiForbids });
    }
    printLine(
      "\nReproduced: the pack rejected each mistake, each broken deployment returned 403, and the fix returned 200.",
    );
    process.exit(0);
  });

async function reproduce(incident: Incident): Promise<void> {
  const { mistakes, withForwarding } = await import("./mistakes");
  const { stackName, location } = incident;
  await withStack({ stackName, configOf: stackName }, async (session, edge) => {
    // Each operation reads the program from the workspace.
    const { workspace } = session.stack;
    const program = loadProgram();
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
  });
}

/** Legacy settings without headers keep those of the behavior that was at their place before the update. */
async function reproduceLeak(request: FailingRequest): Promise<void> {
  const { withShop } = await import("./mistakes");
  await withStack(
    { stackName: "leak", configOf: "dev", providerBugs: ["keeps-legacy-headers"] },
    async (session, edge) => {
      const { workspace } = session.stack;
      const program = loadProgram();
      printHeading("Stack leak: legacy settings without headers for the API, after ones with Host for a shop");
      workspace.program = withShop(program, "shop first");
      const { policies } = await expectAcceptedPreview(session);
      expect(
        policies.includes("behavior-legacy-headers-unstated"),
        "the pack did not report behavior-legacy-headers-unstated",
      );
      await expectHello(await deployWithoutPack(session), edge, request);

      printHeading("Stack leak: the cache behaviors change places");
      workspace.program = withShop(program, "shop last");
      await expectRejectedPreview(session);
      await expectMistake(await deployWithoutPack(session), edge, request);

      printHeading("Stack leak: the fix");
      workspace.program = program;
      await expectAcceptedPreview(session);
      await expectHello(await deployWithoutPack(session), edge, request);
    },
  );
}

interface StackOptions {
  readonly stackName: string;
  /** The stack whose configuration it has. */
  readonly configOf: string;
  readonly providerBugs?: readonly ProviderBug[];
}

async function withStack(
  { configOf, ...options }: StackOptions,
  use: (session: Session, edge: Edge) => Promise<void>,
): Promise<void> {
  const [{ startEdge }, { openSession }, { readStackConfig }] = await Promise.all([
    import("../../local-aws/edge"),
    import("../../local-aws/engine/session"),
    import("../../local-aws/engine/project"),
  ]);
  // Without origin verification the API also responds to direct requests: they show that only CloudFront's requests fail.
  const config = { ...readStackConfig(project.folder, configOf), "multi-origin:originVerify": "off" };
  const session = await openSession({ ...options, project, command: "npm run trap", folder, config, log: printLine });
  const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
  try {
    await use(session, edge);
  } finally {
    await edge.stop();
    session.close();
  }
}

void run(command, {
  0: "reproduced: every step behaved as described",
  1: "a step behaved differently or failed",
  2: "another npm run trap is running, or an option is invalid",
});
