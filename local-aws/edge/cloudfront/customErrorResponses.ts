import { Distribution } from "../../aws/cloudfront/distribution";
import { Cache } from "./cache";
import { Viewer } from "./origins";
import { discard, EdgeResponse } from "./response";
import { Route, Routes } from "./routes";

export interface Fetched {
  /** The route of the response: that of the error page if one replaced it. */
  readonly route: Route;
  readonly response: EdgeResponse;
  /** The words before "from cloudfront" in X-Cache. */
  readonly cause: string;
  /** Whether the origin returned an error, even if a custom error response changes the status. */
  readonly failed: boolean;
}

/**
 * Gets a response from the cache or the origin. If it is an error with a custom error response, gets that page instead. If
 * the page itself fails, the viewer gets the page's error.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
 */
export async function fetchForViewer(cache: Cache, routes: Routes, route: Route, viewer: Viewer): Promise<Fetched> {
  const { response, cause } = await cache.fetch(route, viewer);
  if (response.status < 400) {
    return { route, response, cause, failed: false };
  }
  const page = customErrorPage(route.distribution, response.status);
  if (page === undefined) {
    return { route, response, cause: "Error", failed: true };
  }
  discard(response);
  const method = viewer.method === "HEAD" ? "HEAD" : "GET";
  const pageRoute = routes.find(route.distribution, page.path);
  const headers = { ...viewer.headers, ...noConditions };
  const body = Buffer.alloc(0);
  const fetched = await cache.fetch(pageRoute, {
    ...viewer,
    method,
    url: page.path,
    headers,
    body,
    opensWebSocket: false,
  });
  const status = fetched.response.status < 400 ? (page.status ?? response.status) : fetched.response.status;
  return { route: pageRoute, response: { ...fetched.response, status }, cause: "Error", failed: true };
}

/** Conditional and range headers apply to the requested object, not to the error page. */
const noConditions = {
  "if-match": undefined,
  "if-modified-since": undefined,
  "if-none-match": undefined,
  "if-range": undefined,
  "if-unmodified-since": undefined,
  range: undefined,
};

/** An entry without a page sets only the caching time of the error. */
function customErrorPage({ customErrorResponses = [] }: Distribution, status: number) {
  const entry = customErrorResponses.find(({ errorCode }) => errorCode === status);
  return entry?.responsePagePath === undefined || entry.responsePagePath === ""
    ? undefined
    : { path: entry.responsePagePath, status: entry.responseCode };
}
