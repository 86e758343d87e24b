import { Distribution } from "../../aws/cloudfront/distribution";
import { Cache, Hit } from "./cache";
import { fetchForViewer, Fetched } from "./customErrorResponses";
import { EdgeFunctions, runsFunctions } from "./functions";
import { EdgeServices, Viewer } from "./origins";
import { errorPageResponse } from "./pages";
import { discard, EdgeResponse } from "./response";
import { Route, Routes } from "./routes";
import { viewerHeaders, withCause } from "./viewerResponse";

/** Responds to requests for a distribution: viewer-request function, cache, origin, viewer-response function. */
export class EdgeLocation {
  private readonly routes: Routes;
  private readonly cache: Cache;
  private readonly functions: EdgeFunctions;

  constructor(services: EdgeServices) {
    this.routes = new Routes(services.account);
    this.cache = new Cache(services);
    this.functions = new EdgeFunctions(services.account, services.log);
  }

  invalidate(): void {
    this.cache.clear();
  }

  /** Stops the process that runs functions. */
  stop(): void {
    this.functions.stop();
  }

  route(distribution: Distribution, url: string): Route {
    return this.routes.find(distribution, url);
  }

  /** Finds a cached response that no function can change: most requests of a site end here. */
  cachedResponse(route: Route, viewer: Viewer): Hit | undefined {
    if (runsFunctions(route.behavior)) {
      return undefined;
    }
    const hit = this.cache.find(route, { ...viewer, url: withRootObject(viewer.url, route.distribution) });
    return hit === undefined || hit.response.status >= 400 ? undefined : hit;
  }

  async respond(route: Route, requestId: string, viewer: Viewer): Promise<EdgeResponse> {
    const { distribution, behavior } = route;
    const result = await this.functions.onRequest(distribution, behavior, requestId, viewer);
    switch (result.kind) {
      case "failed":
        return errorPageResponse(result.page);
      case "generated":
        return withCause(result.response, "FunctionGeneratedResponse");
      case "request": {
        // The behavior stays the same if a function rewrites the path.
        const rewritten = { ...result.viewer, url: withRootObject(result.viewer.url, distribution) };
        const fetched = await fetchForViewer(this.cache, this.routes, route, rewritten);
        return this.finish(fetched, requestId, rewritten);
      }
    }
  }

  private async finish(
    { route, response, cause, failed }: Fetched,
    requestId: string,
    viewer: Viewer,
  ): Promise<EdgeResponse> {
    const { distribution, behavior } = route;
    const finished = { ...response, headers: viewerHeaders(route, response, viewer) };
    if (failed || response.connection !== undefined) {
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-status-codes
      return withCause(finished, cause);
    }
    const result = await this.functions.onResponse(distribution, behavior, requestId, viewer, finished);
    switch (result.kind) {
      case "failed":
        discard(response);
        return errorPageResponse(result.page);
      case "response":
        if (result.response.body !== response.body) {
          discard(response);
        }
        return withCause(result.response, cause);
    }
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html */
function withRootObject(url: string, { defaultRootObject = "" }: Distribution): string {
  return url === "/" || url.startsWith("/?") ? `/${defaultRootObject}${url.slice(1)}` : url;
}
