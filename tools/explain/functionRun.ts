import type { IncomingHttpHeaders } from "node:http";
import type { EdgeFunction } from "../../local-aws/aws/cloudfront/functions";
import { eventOf, requestFrom, responseFrom } from "../../local-aws/edge/cloudfront/functions/event";
import { loadable } from "../../local-aws/edge/cloudfront/functions/loadable";
import { Sandbox } from "../../local-aws/edge/cloudfront/functions/sandbox";
import { isRecord } from "../../local-aws/edge/cloudfront/functions/values";
import { Behavior } from "../../policy-pack/cloudfront/model";
import { isKnown } from "../../policy-pack/program/maybe";
import { Properties, readObjects, readString, readStrings } from "../../policy-pack/program/readValue";
import { Resource } from "../../policy-pack/program/resource";
import { State } from "../state";
import { headerOf, ViewerRequest } from "./viewerRequest";

/** What the viewer-request function of a cache behavior does with a request. */
export type FunctionRun =
  /** It returns a request, which can be another one. */
  | { readonly kind: "request"; readonly request: ViewerRequest }
  /** It returns a response, so that the request reaches no origin. */
  | { readonly kind: "response"; readonly status: number; readonly location?: string }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "not run"; readonly reason: string };

type Store = Readonly<Record<string, string>>;

/** An address for documentation. */
const viewerAddress = "192.0.2.1";

/**
 * Runs the viewer-request function of a cache behavior in the sandbox of the local AWS.
 * @returns undefined without such a function
 */
export async function runViewerFunction(
  request: ViewerRequest,
  { edgeFunctions }: Behavior,
  names: readonly string[],
  { resources }: State,
): Promise<FunctionRun | undefined> {
  const associated = isKnown(edgeFunctions)
    ? edgeFunctions.find(({ kind, event }) => kind === "cloudfront-function" && event === "viewer-request")
    : undefined;
  if (associated === undefined) {
    return undefined;
  }
  const deployed = resources.find(
    ({ type, props }) => type === functionType && readString(props, "arn") === associated.arn,
  );
  const code = readString(deployed?.props, "code");
  if (deployed === undefined || !isKnown(code) || code === undefined) {
    return { kind: "not run", reason: "its code is not part of the state" };
  }
  const store = storeOf(deployed, resources);
  const runtime =
    readString(deployed.props, "runtime") === "cloudfront-js-1.0" ? "cloudfront-js-1.0" : "cloudfront-js-2.0";
  return store === "unknown"
    ? { kind: "not run", reason: "the keys of its key value store are not part of the state" }
    : run(request, names[0] ?? request.host, { code, runtime }, store);
}

const functionType = "aws:cloudfront/function:Function";
const keysType = "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive";

/** Only exclusive keys are certainly all keys of a store. */
function storeOf({ props }: Resource, resources: readonly Resource[]): Store | undefined | "unknown" {
  const associations = readStrings(props, "keyValueStoreAssociations");
  if (!isKnown(associations)) {
    return "unknown";
  }
  const [arn] = associations ?? [];
  if (arn === undefined) {
    return undefined;
  }
  const keys = resources.find(
    ({ type, props: one }) => type === keysType && readString(one, "keyValueStoreArn") === arn,
  );
  const pairs = readObjects(keys?.props, "resourceKeyValuePairs");
  return keys === undefined || !isKnown(pairs) || !pairs.every(isKnown)
    ? "unknown"
    : Object.fromEntries(pairs.map(toPair));
}

function toPair(pair: Properties): [string, string] {
  return [String(pair.key), String(pair.value)];
}

async function run(
  request: ViewerRequest,
  domainName: string,
  { code, runtime }: Pick<EdgeFunction, "code" | "runtime">,
  store: Store | undefined,
): Promise<FunctionRun> {
  const sandbox = new Sandbox();
  // The sandbox's process does not keep this one alive until it is ready.
  const alive = setInterval(() => undefined, 1000);
  const viewer = {
    method: request.method,
    url: request.target,
    headers: { host: request.authority, ...joined(request) },
    address: viewerAddress,
  };
  try {
    const event = eventOf("viewer-request", { id: "E", domainName }, "explain", viewer);
    const fn = { id: "explain", version: "", code: loadable(code, runtime), store };
    const { result, error } = await sandbox.run(fn, event);
    if (error !== undefined) {
      return /is not modeled$/.test(error)
        ? { kind: "not run", reason: error.replace(/^Error: /, "") }
        : { kind: "failed", error };
    }
    if (isRecord(result) && result.statusCode !== undefined) {
      const { status, headers } = responseFrom(result);
      return {
        kind: "response",
        status,
        ...(typeof headers.location === "string" ? { location: headers.location } : {}),
      };
    }
    const { url, headers } = requestFrom(result, viewer);
    return { kind: "request", request: { ...request, target: url, headers: separate(headers) } };
  } catch (error) {
    return { kind: "failed", error: error instanceof Error ? error.message : String(error) };
  } finally {
    clearInterval(alive);
    sandbox.stop();
  }
}

function joined(request: ViewerRequest): IncomingHttpHeaders {
  const names = new Set(request.headers.map(({ name }) => name));
  return Object.fromEntries([...names].map((name) => [name, headerOf(request, name)]));
}

function separate(headers: IncomingHttpHeaders): ViewerRequest["headers"] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name === "host" || value === undefined ? [] : [value].flat().map((one) => ({ name, value: one })),
  );
}
