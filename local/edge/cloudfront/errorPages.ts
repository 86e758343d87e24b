import { CacheBehavior, Distribution } from "./deployed";
import { askOrigin, discard, Result, statusOf, Viewer, World } from "./origins";
import { chooseBehavior } from "./pathPattern";

/** What the viewer gets. */
export interface Served {
  /** By which the answer was fetched. */
  readonly behavior: CacheBehavior;
  readonly result: Result;
  readonly status: number;
  /** Whether an origin failed on the way, whatever the viewer's status is. */
  readonly failed: boolean;
}

/**
 * Asks the origin, and puts the distribution's own page in place of an error that it has one for. A page that can't be
 * had leaves its own error. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function serve(
  world: World,
  distribution: Distribution,
  behavior: CacheBehavior,
  viewer: Viewer,
): Promise<Served> {
  const result = await askOrigin(world, distribution, behavior, viewer);
  const status = statusOf(result);
  const page = errorPage(distribution, status);
  if (page === undefined) {
    return { behavior, result, status, failed: status >= 400 };
  }
  discard(result);
  const method = viewer.method === "HEAD" ? "HEAD" : "GET";
  const pageBehavior = chooseBehavior(distribution, page.path);
  const pageViewer = { ...viewer, method, url: page.path, body: Buffer.alloc(0) };
  const fetched = await askOrigin(world, distribution, pageBehavior, pageViewer);
  const fetchedStatus = statusOf(fetched);
  return {
    behavior: pageBehavior,
    result: fetched,
    status: fetchedStatus < 400 ? (page.status ?? status) : fetchedStatus,
    failed: true,
  };
}

/** An entry without a page sets a caching time alone. */
function errorPage({ customErrorResponses = [] }: Distribution, status: number) {
  const entry = customErrorResponses.find(({ errorCode }) => errorCode === status);
  return entry?.responsePagePath === undefined || entry.responsePagePath === ""
    ? undefined
    : { path: entry.responsePagePath, status: entry.responseCode };
}
