import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import {
  checkMultiOriginDistribution,
  MultiOriginDistribution,
  MultiOriginDistributionArgs,
} from "../../components/index";
import { distributionAdvice } from "../../components/distribution/checks";
import { api, shop, site, siteFirst } from "../support/front";
import { apiOrigin, apiWith, Args, mistakes, routes, toApi, toSite, withSetting } from "../support/frontMistakes";
import { resourcesOf } from "../support/mocks";
import { viewerFunctionMistakes } from "../support/viewerFunctionMistakes";

async function refusal(args: Args): Promise<pulumi.InputPropertiesError> {
  let thrown: unknown;
  const list = await resourcesOf(() => {
    try {
      new MultiOriginDistribution("front", args as unknown as MultiOriginDistributionArgs);
    } catch (error) {
      thrown = error;
    }
  });
  assert.deepEqual(list, [], "no resource is created");
  assert.ok(thrown instanceof pulumi.InputPropertiesError, String(thrown));
  assert.equal(thrown.stack, thrown.message, "mapping a stack trace takes 20 s in Pulumi's runtime");
  return thrown;
}

describe("MultiOriginDistribution reports, before it creates a resource,", () => {
  for (const [group, list] of Object.entries({ ...mistakes, ...viewerFunctionMistakes })) {
    list.forEach(([propertyPath, args, message], index) => {
      it(`mistake ${index + 1} of ${group}: ${propertyPath}, ${message.source}`, async () => {
        const error = await refusal(args);
        const [, line = "", ...others] = error.message.split("\n");
        assert.ok(line.startsWith(`  ${propertyPath}: `), error.message);
        assert.match(line, message);
        assert.deepEqual(others, [], "one mistake is one line");
      });
    });
  }

  it("five mistakes at once, each with its property", async () => {
    const { errors } = await refusal({
      defaultRoute: { ...toSite, spa: "yes" },
      routes: [
        { ...toApi, forwardHeaders: ["Host"], origin: { ...api, originPath: "prod" } },
        { paths: ["/api/v1"], origin: shop },
      ],
      priceClass: "cheap",
    });
    assert.deepEqual(errors.map(({ propertyPath }) => propertyPath).sort(), [
      "defaultRoute.spa",
      "priceClass",
      "routes[0].forwardHeaders[0]",
      "routes[0].origin.originPath",
      "routes[1].paths[0]",
    ]);
  });
});

describe("MultiOriginDistribution, if a property of a route has the wrong type,", () => {
  it("still checks the other properties", async () => {
    const { errors } = await refusal(
      routes({ ...toApi, paths: ["api"], methods: "GET", forwardHeaders: ["Host"] }, { paths: "/shop", origin: shop }),
    );
    assert.deepEqual(errors.map(({ propertyPath }) => propertyPath).sort(), [
      "routes[0].forwardHeaders[0]",
      "routes[0].methods",
      "routes[0].paths[0]",
      "routes[1].paths",
    ]);
  });

  it("does not report the failover", async () => {
    const failover = { ...shop, name: "spare" };
    const { errors } = await refusal(routes({ paths: ["/shop"], origin: shop, methods: "GET", failover }));
    assert.deepEqual(
      errors.map(({ propertyPath }) => propertyPath),
      ["routes[0].methods"],
    );
  });
});

describe("distributionAdvice", () => {
  const advice = (...paths: string[]) =>
    distributionAdvice({ defaultRoute: { origin: site }, routes: [{ paths, origin: api }] });

  it("has one line for an API's folder that another route serves, which is not a mistake", () => {
    const args: MultiOriginDistributionArgs = {
      defaultRoute: { origin: site },
      routes: [{ paths: ["/legacy/*"], origin: api }],
    };
    assert.deepEqual(checkMultiOriginDistribution(args), []);
    assert.deepEqual(advice("/legacy/*"), [
      {
        propertyPath: "routes[0].paths[0]",
        reason:
          '"/legacy/*" does not match "/legacy", which goes to another route; add "/legacy" to paths if the API serves it',
      },
    ]);
  });

  it("is empty if the folder is listed, or if the pattern has another form", () => {
    assert.deepEqual(advice("/legacy/*", "/legacy"), []);
    assert.deepEqual(advice("/legacy*", "/v?/*"), []);
  });
});

describe("checkMultiOriginDistribution", () => {
  it("never throws, and reports values that are not arguments", () => {
    for (const args of [
      undefined,
      null,
      7,
      "args",
      [],
      { routes: null },
      { defaultRoute: { origin: null }, routes: [null] },
    ]) {
      assert.notDeepEqual(checkMultiOriginDistribution(args as unknown as MultiOriginDistributionArgs), []);
    }
  });

  it("counts origins and paths", () => {
    const shops = Array.from({ length: 100 }, (_, at) => ({ paths: [`/s${at}`], origin: { ...shop, name: `s${at}` } }));
    const problems = checkMultiOriginDistribution(routes(...shops) as unknown as MultiOriginDistributionArgs);
    assert.deepEqual(
      problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`),
      ["routes: 100 paths are too many; use at most 75", "routes: 101 origins are too many; use at most 100"],
    );
  });

  it("checks the other properties after an unknown name", () => {
    const args = { ...apiWith({ paths: ["api"], originPath: "/prod" }), geoRestrictions: {} };
    assert.deepEqual(
      checkMultiOriginDistribution(args as unknown as MultiOriginDistributionArgs).map(
        ({ propertyPath }) => propertyPath,
      ),
      ["routes[0].originPath", "geoRestrictions", "routes[0].paths[0]"],
    );
  });

  it("begins each path with the path of the arguments", () => {
    const args = { ...siteFirst, priceClass: "cheap" };
    assert.deepEqual(
      checkMultiOriginDistribution(args, "front").map(({ propertyPath }) => propertyPath),
      ["front.priceClass"],
    );
  });

  it("does not check Outputs, whose values are not known yet", () => {
    const later = pulumi.output("anything/");
    const origin = { ...api, domainName: later, originPath: later, headers: { "x-a": later } };
    const args = {
      defaultRoute: { origin: { ...site, domainName: later, originAccessControlId: later } },
      routes: [{ ...toApi, origin }],
      webAclArn: later,
      domain: { name: "www.example.com", hostedZoneId: later, certificate: { arn: later, names: ["www.example.com"] } },
    };
    assert.deepEqual(checkMultiOriginDistribution(args), []);
  });

  const right: Readonly<Record<string, Args>> = {
    "a stage with the name of the prefix": apiOrigin({ originPath: "/api" }),
    "Authorization in the cache key": apiWith({
      cache: { headers: ["Authorization"] },
      forwardHeaders: ["authorization"],
    }),
    "the viewer's Host in a custom host's cache key": routes({
      paths: ["/shop"],
      origin: shop,
      cache: { headers: ["Host"] },
    }),
    "/api on another route on purpose": routes({ paths: ["/api/*"], origin: api }, { paths: ["/api"], origin: shop }),
    "/api/* if everything else goes to the same API": {
      defaultRoute: { origin: api },
      routes: [{ paths: ["/api/*"], origin: api, methods: "read" }],
    },
    "a narrower pattern before a wider one": routes({ paths: ["/api/v1"], origin: shop }, toApi),
    "port 80 of a custom host": routes({ paths: ["/shop"], origin: { ...shop, httpsPort: 80 } }),
    "75 paths": routes({ paths: Array.from({ length: 75 }, (_, at) => `/p${at}`), origin: shop }),
    "a web ACL of WAF Classic": withSetting({ webAclArn: "473e64fd-f30b-4765-81a0-62ad96dd167a" }),
  };
  for (const [what, args] of Object.entries(right)) {
    it(`accepts ${what}`, () => {
      assert.deepEqual(checkMultiOriginDistribution(args as unknown as MultiOriginDistributionArgs), []);
    });
  }
});
