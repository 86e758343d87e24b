import { CommandError, OutputMap } from "@pulumi/pulumi/automation";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { curl } from "../../local-aws/edge/curl";
import { Edge, startEdge } from "../../local-aws/edge";
import { openSession, Session } from "../../local-aws/engine/session";
import { mistakes, Where, withForwarding } from "../trap/mistakes";
import { readStackConfig } from "../../local-aws/engine/project";
import { loadProgram, localFolder, policyPack, project } from "../../repository";
import { say } from "../engineTerminal";

/** A stack of its own, so that nothing of the other commands' is touched. */
const folder = join(localFolder, "trap");

/** One stack's way through the trap. */
interface Incident {
  readonly stackName: string;
  /** Which behavior goes to the API, and a path that it takes. */
  readonly where: Where;
  readonly path: string;
  /** What the front answers to the mistake. */
  readonly answers: { readonly status: string; readonly text: string };
}

const incidents: readonly Incident[] = [
  {
    stackName: "article",
    where: "default",
    path: "/",
    answers: { status: "403 Forbidden", text: "The request could not be satisfied" },
  },
  {
    stackName: "dev",
    where: { pathPattern: "/api/*" },
    path: "/api/hello",
    answers: { status: "403 Forbidden", text: '{"message":"Forbidden"}' },
  },
];

/** @param stack one stack alone */
export async function liveThrough(stack?: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const incident of incidents.filter(({ stackName }) => stack === undefined || stackName === stack)) {
    await live(incident);
  }
  say("\nAll of it happened.");
}

async function live(incident: Incident): Promise<void> {
  const { stackName, where } = incident;
  // The API has to answer by its own name: that it is well, and only the way through the front fails, is the trap.
  const config = { ...readStackConfig(project.folder, stackName), "multi-origin:originVerify": "off" };
  const session = await openSession({ project, stackName, command: "npm run trap", folder, config, log: say });
  const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
  // Every operation asks it for the program anew.
  const { workspace } = session.stack;
  const program = loadProgram();
  try {
    for (const [name, settings] of Object.entries(mistakes)) {
      heading(`Stack ${stackName}: ${name} on the behavior that goes to the API`);
      workspace.program = withForwarding(program, settings, where);
      await refusedByThePack(session);
      await answersTheMistake(await deployWithoutPack(session), edge, incident);
    }
    heading(`Stack ${stackName}: the fix`);
    workspace.program = program;
    await acceptedByThePack(session);
    await answersHello(await deployWithoutPack(session), edge, incident);
  } finally {
    await edge.stop();
    session.close();
  }
}

async function refusedByThePack({ stack }: Session): Promise<void> {
  say("$ pulumi preview --policy-pack policy-pack/serve");
  const lines: string[] = [];
  try {
    await stack.preview({ policyPacks: [policyPack], onOutput: (text) => lines.push(text), color: "never" });
  } catch (error) {
    expect(error instanceof CommandError, `the preview failed for another reason: ${String(error)}`);
    const printed = lines.join("");
    say(policySection(printed));
    expect(printed.includes("api-gateway-origin-host-header"), "the pack did not name the rule");
    return;
  }
  expect(false, "the pack let the mistake through");
}

async function acceptedByThePack({ stack }: Session): Promise<void> {
  say("$ pulumi preview --policy-pack policy-pack/serve");
  const { stdout } = await stack.preview({ policyPacks: [policyPack], color: "never" });
  say(policySection(stdout));
}

async function deployWithoutPack({ stack }: Session): Promise<OutputMap> {
  say("$ pulumi up --yes");
  const { outputs, summary } = await stack.up({ color: "never" });
  say(`  ${summary.result}: ${JSON.stringify(summary.resourceChanges)}\n`);
  return outputs;
}

/** The API itself is well: only the way through the front fails. */
async function answersTheMistake(outputs: OutputMap, edge: Edge, { path, answers }: Incident): Promise<void> {
  const direct = await show(edge, outputs.apiUrl?.value, path);
  expect(direct.startsWith("HTTP/1.1 200 OK"), "expected 200 OK from the API itself");
  const printed = await show(edge, outputs.url?.value, path);
  expect(printed.includes(answers.status), `expected ${answers.status}`);
  expect(printed.includes(answers.text), `expected a body with ${answers.text}`);
}

async function answersHello(outputs: OutputMap, edge: Edge, { path }: Incident): Promise<void> {
  const printed = await show(edge, outputs.url?.value, path);
  expect(printed.startsWith("HTTP/1.1 200 OK"), "expected 200 OK");
  expect(printed.endsWith("Hello from Lambda!"), "expected Hello from Lambda!");
}

/** Prints what curl prints. */
async function show(edge: Edge, url: unknown, path: string): Promise<string> {
  const { line, printed } = await curl(edge, new URL(String(url)).host, path);
  say(`$ ${line}\n${printed}`);
  return printed;
}

function policySection(printed: string): string {
  const [, section = printed] = /^(Policies:\n[^]*?)\n\n/m.exec(printed) ?? [];
  return `${section}\n`;
}

function expect(condition: boolean, otherwise: string): void {
  if (!condition) {
    throw new Error(`The trap did not happen as described: ${otherwise}`);
  }
}

function heading(text: string): void {
  say(`\n${text}\n${"-".repeat(text.length)}`);
}
