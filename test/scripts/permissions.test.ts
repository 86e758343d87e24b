import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiOrigin, MultiOriginDistribution, StaticOrigin } from "../../components/index";
import { root } from "../../repository";
import { actionsByType } from "../../scripts/permissions/actions";
import { policies } from "../../scripts/permissions/policies";
import { resourcesOf, zoneId } from "../support/mocks";

const entry = join(root, "lambda", "hello.ts");

/** Every resource type that the components create, under the names of this program. */
function everyType(): void {
  const customDomain = { name: "api.example.com", hostedZoneId: zoneId };
  const edgeDomain = { ...customDomain, name: "edge.example.com" };
  const jwt = { kind: "jwt", issuer: "https://issuer.example.com", audience: ["site"] } as const;
  const api = new ApiOrigin("api", { entry, customDomain, authorizer: jwt });
  new ApiOrigin("edge", { entry, kind: "rest-edge", customDomain: edgeDomain, authorizer: { kind: "api-key" } });
  const site = new StaticOrigin("site", { directory: join(root, "site") });
  const front = new MultiOriginDistribution("front", {
    defaultRoute: { origin: site.origin, notFoundPage: "/404.html" },
    routes: [
      {
        paths: ["/api", "/api/*"],
        origin: api.origin,
        forwardHeaders: ["Accept"],
        cache: { headers: ["Accept-Language"] },
      },
    ],
    domain: { name: "example.com", hostedZoneId: zoneId },
    accessLogs: {},
    managedWebAcl: {},
  });
  site.grantRead(front.distributionArn);
}

/** `arn:aws:iam::<account>:role/api-role-*` as a pattern of names. */
function matches(resource: string, name: string): boolean {
  const [pattern = ""] = resource.split(/[:/]/).slice(-1);
  return pattern.endsWith("*") && name.startsWith(pattern.slice(0, -1));
}

describe("The permissions of the workflows' roles", () => {
  it("have actions for exactly the resource types that the components create", async () => {
    const created = (await resourcesOf(everyType)).map(({ type }) => type).filter((type) => type.startsWith("aws:"));
    assert.deepEqual(Object.keys(actionsByType).sort(), [...new Set(created)].sort());
  });

  it("let a preview and a drift run read only", () => {
    for (const role of ["preview", "drift"] as const) {
      for (const { Action } of policies[role].Statement) {
        for (const action of Action) {
          assert.match(action, /^[a-z0-9-]+:(GET|(Get|List|Describe)[A-Za-z]+)$/);
        }
      }
    }
  });

  it("cover the names that this program gives to its roles, functions and buckets", async () => {
    const list = await resourcesOf(everyType);
    const limited: Readonly<Record<string, string>> = {
      "aws:iam/role:Role": "Roles",
      "aws:lambda/function:Function": "Functions",
      "aws:s3/bucket:Bucket": "Buckets",
    };
    for (const [type, statement] of Object.entries(limited)) {
      const { Resource = [] } = policies.deploy.Statement.find(({ Sid }) => Sid === statement) ?? {};
      const names = list.filter((one) => one.type === type && !one.name.startsWith("edge-")).map(({ name }) => name);
      assert.ok(names.length > 0, type);
      for (const name of names) {
        assert.ok(
          [Resource].flat().some((resource) => matches(resource, `${name}-0123abc`)),
          name,
        );
      }
    }
  });

  it("let a deployment pass only the function's role, and only to Lambda", () => {
    const passing = policies.deploy.Statement.filter(({ Action }) => Action.includes("iam:PassRole"));
    assert.deepEqual(passing, [
      {
        Sid: "PassRole",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: "arn:aws:iam::<account>:role/api-role-*",
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ]);
  });

  it("fit into one managed policy each", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 6,144 characters without white space.
    for (const document of Object.values(policies)) {
      assert.ok(JSON.stringify(document).replace(/\s/g, "").length < 6144);
    }
  });
});
