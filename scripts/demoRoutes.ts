import { readFileSync } from "node:fs";
import { join } from "node:path";
import { managedPolicyId } from "../policy-pack/cloudfront/managedPolicies";
import { isKnown } from "../policy-pack/program/maybe";
import { root } from "../repository";
import { explain, Explanation, orUnknown } from "../tools/explain/explain";
import { urlInStack } from "../tools/explain/urlInStack";
import { viewerRequest } from "../tools/explain/viewerRequest";
import { readStateFile } from "../tools/stateFile";
import { State } from "../tools/state";

const paths = ["/api/hello", "/api/stream", "/assets/style.css", "/missing", "/about"];

const script = join(root, "site", "assets", "app.js");

/** The script of the page in `site/`, with the routes that the page shows: what `npm run explain` prints for its requests. */
export function demoScript(): string {
  return readFileSync(script, "utf8").replace(
    /(?<=const routes = )[^;]+(?=; \/\/ end of the routes)/,
    JSON.stringify(demoRoutes()),
  );
}

function demoRoutes() {
  const state = readStateFile(join(root, "test", "fixtures", "states", "dev.json"));
  const api = explainPath(state, "/api/hello");
  const trapped = explainPath(withHostForwarded(state), "/api/hello");
  return {
    requests: Object.fromEntries(paths.map((path) => [path, routeOf(explainPath(state, path))])),
    sides: { fixed: sideOf(api, "200"), trapped: sideOf(trapped, "403") },
  };
}

function explainPath(state: State, path: string): Explanation {
  return explain(state, viewerRequest(urlInStack(path, state)));
}

/** The state with the mistake of the article: the API's cache behaviors forward every header of the viewer. */
function withHostForwarded(state: State): State {
  const changed = JSON.stringify(state.resources).replaceAll(
    managedPolicyId("AllViewerExceptHostHeader"),
    managedPolicyId("AllViewer"),
  );
  return { ...state, resources: JSON.parse(changed) as State["resources"] };
}

function routeOf({ behavior, cacheKey, origins }: Explanation) {
  const [origin] = isKnown(origins) ? origins : [];
  return {
    behavior,
    cache: orUnknown(cacheKey, ({ caches, by }) => (caches === true ? `cached by ${by}` : `not cached, by ${by}`)),
    // Without the kind and the name of the API, which are different in each stack.
    origin: origin === undefined ? "none" : orUnknown(origin.service, (service) => service.replace(/,.*/, "")),
    host: hostOf(origins),
  };
}

function hostOf(origins: Explanation["origins"]): string {
  const [origin] = isKnown(origins) ? origins : [];
  return origin === undefined
    ? "none"
    : `${origin.host === origin.domainName ? "the origin's hostname" : "the viewer's hostname"}: ${origin.hostBy}`;
}

function sideOf({ behavior, origins, findings }: Explanation, status: "200" | "403") {
  const [finding] = findings;
  return {
    "Cache behavior": behavior,
    "Host sent": hostOf(origins),
    "Policy pack": finding === undefined ? "no violation" : `${finding.level}: ${finding.rule}`,
    "API Gateway returns": status,
  };
}
