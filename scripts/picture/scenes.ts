import { ownProgram } from "../../commands/npmScripts";
import { mistakes, withForwarding } from "../../commands/trap/mistakes";
import { Edge, startEdge } from "../../local-aws/edge";
import { curl } from "../../local-aws/edge/curl";
import { openSession, Session } from "../../local-aws/engine/session";
import { managedOriginRequestPolicies } from "../../policy-pack/cloudfront/managedPolicies";
import { isKnown, Maybe } from "../../policy-pack/program/maybe";
import { loadProgram, policyPack, project } from "../../repository";
import { deployedDistributions } from "../../tools/distributions";
import { loadLocalStack } from "../../tools/loadLocalStack";
import { mapOf, statusOf } from "../../tools/map/mapOf";

/** One deployment of stack dev: what the policy pack reports at preview, and one request for each cache behavior. */
export interface Scene {
  /** The rules that the preview violates. */
  readonly violations: readonly string[];
  readonly requests: readonly TracedRequest[];
}

/** A request that curl sent, joined with the row of its cache behavior in `npm run map`. */
export interface TracedRequest {
  readonly path: string;
  readonly pathPattern: string;
  /** The name of the managed origin request policy, if the behavior has one. */
  readonly policy: string | undefined;
  readonly forwardsHost: boolean;
  /** The service behind the origin, for example `S3`. */
  readonly service: string;
  readonly isRefused: boolean;
  readonly status: number;
  /** The first line of the body. */
  readonly body: string;
}

export const viewerHost = "www.example.com";
const stackName = "dev";
/** A request for each path pattern. */
const paths: Readonly<Record<string, string>> = { "/api": "/api", "/api/*": "/api/hello", "*": "/about/" };

export interface Scenes {
  readonly trap: Scene;
  readonly fix: Scene;
}

/**
 * Deploys a mistake of `npm run trap`, then the fix.
 * @param folder an empty folder for the state of the stack.
 */
export async function runScenes(folder: string): Promise<Scenes> {
  const session = await openSession({
    project,
    stackName,
    command: "npm run picture",
    folder,
    config: { "multi-origin:hostedZone": "example.com", "multi-origin:domainName": viewerHost },
    log: () => undefined,
  });
  const edge = await startEdge({ account: session.account, folder, port: 0, httpPort: 0 });
  const { workspace } = session.stack;
  const program = loadProgram();
  const mistake = mistakes["origin request policy AllViewer"];
  try {
    workspace.program = withForwarding(program, mistake, { pathPattern: "/api/*" });
    const trap = await runScene(session, edge);
    workspace.program = program;
    return { trap, fix: await runScene(session, edge) };
  } finally {
    await edge.stop();
    session.close();
  }
}

async function runScene(session: Session, edge: Edge): Promise<Scene> {
  const violations = await violationsOf(session);
  await session.stack.up();
  const state = await loadLocalStack({ ...ownProgram, stateFolder: session.folder }, stackName);
  const [deployed] = deployedDistributions(state);
  const [distributionMap] = mapOf(state);
  const settings = known(deployed?.distribution.behaviors);
  const requests = known(distributionMap?.behaviors).map(async (row, index): Promise<TracedRequest> => {
    const pathPattern = known(row.pathPattern);
    const path = known(paths[pathPattern]);
    const [origin] = known(row.origins);
    const [service = ""] = known(origin?.service).split(",");
    return {
      path,
      pathPattern,
      policy: policyName(settings[index]?.originRequestPolicyId),
      forwardsHost: known(row.host) === "the viewer's",
      service,
      isRefused: statusOf(row.findings) === "rejected",
      ...(await response(edge, path)),
    };
  });
  return { violations, requests: await Promise.all(requests) };
}

async function violationsOf({ stack }: Session): Promise<readonly string[]> {
  const violations: string[] = [];
  const preview = stack.preview({
    policyPacks: [policyPack],
    onEvent: ({ policyEvent }) => {
      violations.push(...(policyEvent === undefined ? [] : [policyEvent.policyName]));
    },
  });
  await preview.catch((error: unknown) => {
    // A violation fails the preview.
    if (violations.length === 0) {
      throw error;
    }
  });
  return violations;
}

async function response(edge: Edge, path: string): Promise<Pick<TracedRequest, "status" | "body">> {
  const { printed, status } = await curl(edge, viewerHost, path);
  const [, body = ""] = /\r?\n\r?\n([^\n]*)/.exec(printed) ?? [];
  return { status, body };
}

function policyName(id: Maybe<string | undefined>): string | undefined {
  return isKnown(id) && id !== undefined ? managedOriginRequestPolicies.get(id)?.name : undefined;
}

/** @throws if the state of the deployed stack has no such value. */
function known<T>(value: Maybe<T> | undefined): T {
  if (value === undefined || !isKnown(value)) {
    throw new Error("The deployed distribution lacks a value that the picture shows.");
  }
  return value;
}
