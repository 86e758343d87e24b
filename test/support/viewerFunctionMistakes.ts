import { api, shop, site } from "./front";
import { zoneId } from "./mocks";
import { apiWith, Args, Mistake, routes } from "./frontMistakes";

const stripPrefix: readonly Mistake[] = [
  ["routes[0].stripPrefix", apiWith({ stripPrefix: "/api/" }), /"\/api\/" is not valid; .*without a trailing slash/],
  ["routes[0].stripPrefix", apiWith({ stripPrefix: "api" }), /with a leading/],
  ["routes[0].stripPrefix", apiWith({ stripPrefix: "/api/*" }), /such as "\/api"/],
  [
    "routes[0].stripPrefix",
    routes({ paths: ["/api", "/api*"], origin: shop, stripPrefix: "/api" }),
    /"\/api\*" does not begin with "\/api\/"/,
  ],
  ["routes[0].cache", apiWith({ stripPrefix: "/api", cache: {} }), /remove it, or stripPrefix/],
  [
    "defaultRoute.stripPrefix",
    { defaultRoute: { origin: api, stripPrefix: "/api" }, routes: [] },
    /the default route has no paths/,
  ],
  ["routes[0].stripPrefix", routes({ paths: ["/docs/*"], origin: site, stripPrefix: "/docs" }), /unknown name/],
];

const handler = "function handler(event) { return event.request; }";
const large = `${handler}//`.padEnd(10_241, "x");

const viewerFunctions: readonly Mistake[] = [
  ["routes[0].viewerRequest", apiWith({ viewerRequest: "edge.js" }), /use an object with file, code/],
  ["routes[0].viewerRequest", apiWith({ viewerRequest: {} }), /set either file or code/],
  ["routes[0].viewerResponse", apiWith({ viewerResponse: { code: handler, file: "edge.js" } }), /set either/],
  ["routes[0].viewerRequest.file", apiWith({ viewerRequest: { file: "nowhere.js" } }), /"nowhere\.js" is not valid/],
  [
    "routes[0].viewerRequest.code",
    apiWith({ viewerRequest: { code: "function handler(event) {\n  return event.;\n}" } }),
    /not valid JavaScript: Unexpected token \(2:15\)$/,
  ],
  [
    "routes[0].viewerResponse.code",
    apiWith({ viewerResponse: { code: `export ${handler}` } }),
    /declare the function `handler`, without `export`/,
  ],
  [
    "defaultRoute.viewerRequest.code",
    {
      defaultRoute: {
        origin: site,
        notFoundPage: "/404.html",
        viewerRequest: { code: `import { cf } from "cloudfront"; ${handler}` },
      },
      routes: [],
    },
    /rename the import cf/,
  ],
  [
    "routes[0].viewerRequest.code",
    apiWith({ viewerRequest: { code: large } }),
    /would have 10241 bytes, and CloudFront allows 10240; shorten/,
  ],
  [
    "routes[0].viewerRequest.code",
    apiWith({ stripPrefix: "/api", viewerRequest: { code: large } }),
    /would have 11\d{3} bytes, .* 10240: 10241 of this code, and \d{3,4} of the component's own; shorten/,
  ],
  [
    "domain.redirectNames",
    {
      defaultRoute: { origin: site },
      routes: [],
      domain: {
        name: "example.com",
        redirectNames: Array.from({ length: 99 }, (_, at) => `${"long-name.".repeat(12)}n${at}.example`),
        hostedZoneId: zoneId,
      },
    },
    /would have \d+ bytes, and CloudFront allows 10240; use fewer names/,
  ],
];

function chat(more: object, origin: object = {}): Args {
  return routes({
    paths: ["/socket"],
    origin: { ...api, originPath: undefined, webSocketPath: "/live", ...origin },
    ...more,
  });
}

const webSockets: readonly Mistake[] = [
  [
    "routes[0].origin.webSocketPath",
    chat({}, { webSocketPath: "live" }),
    /"live" is not valid; use a path such as "\/live"/,
  ],
  ["routes[0].origin.webSocketPath", chat({}, { webSocketPath: 5 }), /must be a string/],
  [
    "routes[0].origin.originPath",
    chat({}, { originPath: "/live" }),
    /"\/live" is not valid; remove it: .*WebSocket API/,
  ],
  ["routes[0].origin.streaming", chat({}, { streaming: true }), /remove it/],
  ["routes[0].stripPrefix", chat({ stripPrefix: "/socket" }), /remove it/],
  ["routes[0].cache", chat({ cache: {} }), /remove it/],
  ["routes[0].failover", chat({ methods: "read", failover: { ...api, name: "other" } }), /remove it/],
  ["routes[0].forwardHeaders", chat({ forwardHeaders: ["sec-websocket-version"] }), /add Sec-WebSocket-Key, which/],
];

/** Mistakes in what the viewer functions of routes do. */
export const viewerFunctionMistakes = { stripPrefix, viewerFunctions, webSockets };
