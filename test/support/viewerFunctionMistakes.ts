import { api, shop, site } from "./front";
import { apiWith, Mistake, routes } from "./frontMistakes";

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

/** Mistakes in what the viewer functions of routes do. */
export const viewerFunctionMistakes = { stripPrefix };
