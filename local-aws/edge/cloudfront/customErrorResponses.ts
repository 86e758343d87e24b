import { Answer, discard } from "./response";
import { Cache } from "./cache";
import { Distribution } from "../../aws/cloudfront/distribution";
import { Viewer } from "./origins";
import { Route, Routes } from "./routes";

/** What the viewer gets. */
export interface Served {
  /** By which the answer was fetched. */
  readonly route: Route;
  readonly answer: Answer;
  /** What X-Cache says before "from cloudfront". */
  readonly cause: string;
  /** Whether an origin failed on the way, whatever the viewer's status is. */
  readonly failed: boolean;
}

/**
 * Asks the cache and the origin, and puts the distribution's own page in place of an error that it has one for. A page that
 * can't be had leaves its own error.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function serve(cache: Cache, routes: Routes, route: Route, viewer: Viewer): Promise<Served> {
  const { answer, cause } = await cache.fetch(route, viewer);
  if (answer.status < 400) {
    return { route, answer, cause, failed: false };
  }
  const page = errorPage(route.distribution, answer.status);
  if (page === undefined) {
    return { route, answer, cause: "Error", failed: true };
  }
  discard(answer);
  const method = viewer.method === "HEAD" ? "HEAD" : "GET";
  const pageRoute = routes.find(route.distribution, page.path);
  const headers = { ...viewer.headers, ...ofAnotherObject };
  const fetched = await cache.fetch(pageRoute, { ...viewer, method, url: page.path, headers, body: Buffer.alloc(0) });
  const status = fetched.answer.status < 400 ? (page.status ?? answer.status) : fetched.answer.status;
  return { route: pageRoute, answer: { ...fetched.answer, status }, cause: "Error", failed: true };
}

/** What the viewer knows of the object that it asked for says nothing of the page. */
const ofAnotherObject = {
  "if-match": undefined,
  "if-modified-since": undefined,
  "if-none-match": undefined,
  "if-range": undefined,
  "if-unmodified-since": undefined,
  range: undefined,
};

/** An entry without a page sets a caching time alone. */
function errorPage({ customErrorResponses = [] }: Distribution, status: number) {
  const entry = customErrorResponses.find(({ errorCode }) => errorCode === status);
  return entry?.responsePagePath === undefined || entry.responsePagePath === ""
    ? undefined
    : { path: entry.responsePagePath, status: entry.responseCode };
}
