import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Stack } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiOrigin, MultiOriginDistribution, StaticOrigin } from "../../components/index";
import { readStackConfig } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { withStack } from "../support/engine";

interface Exported {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly protect?: boolean;
  readonly inputs?: { readonly tags?: Readonly<Record<string, string>>; readonly defaultTags?: string };
  readonly outputs?: { readonly tagsAll?: object };
}

/** The outputs that each component registers. */
const outputsOf: Readonly<Record<string, readonly string[]>> = {
  "multi-origin:index:ApiOrigin": ["dnsRecords", "functionArn", "functionName", "roleArn", "roleName", "url"],
  "multi-origin:index:StaticOrigin": ["bucketArn", "bucketName"],
  "multi-origin:index:MultiOriginDistribution": [
    "distributionArn",
    "distributionId",
    "dnsRecords",
    "domainName",
    "url",
  ],
};

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

async function exported(stack: Stack): Promise<Exported[]> {
  const { deployment } = (await stack.exportStack()) as { deployment: { resources: Exported[] } };
  return deployment.resources;
}

describe("The exported state of a stack", () => {
  it("has each resource as a child of its component, and a distribution that depends on what its origins need", async () => {
    const config = { ...readStackConfig(root, "article"), "aws:defaultTags": { tags: { team: "web" } } };
    await withStack({ stackName: "article", config }, async ({ stack }) => {
      await stack.up();
      const resources = await exported(stack);
      const components = resources.filter(({ type }) => type in outputsOf);
      assert.deepEqual(components.map(({ urn }) => nameOf(urn)).sort(), ["api", "front", "site"]);
      for (const { type, outputs = {} } of components) {
        assert.deepEqual(Object.keys(outputs).sort(), outputsOf[type], type);
      }
      const providers = resources.filter(({ type }) => type === "pulumi:providers:aws");
      assert.deepEqual(
        providers.map(({ inputs }) => JSON.parse(inputs?.defaultTags ?? "{}") as unknown),
        [{ tags: { team: "web" } }],
      );

      const created = resources.filter(({ type }) => type.startsWith("aws:"));
      assert.ok(created.length > 30, `${created.length} resources`);
      const distributions = created.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution");
      assert.deepEqual(
        distributions.map(({ outputs }) => outputs?.tagsAll),
        [{ team: "web" }],
      );
      for (const { urn, parent = "" } of created) {
        assert.ok(
          components.some((component) => component.urn === parent),
          `${urn} is a child of ${parent}`,
        );
        assert.ok(nameOf(urn).startsWith(`${nameOf(parent)}-`), `${urn} is named after its component`);
      }

      const distribution = created.find(({ urn }) => nameOf(urn) === "front-distribution");
      const after = (distribution?.dependencies ?? []).map(nameOf);
      for (const name of ["api-permission", "api-mapping", "api-alias-a", "api-alias-aaaa"]) {
        assert.ok(after.includes(name), `the distribution does not depend on ${name}, only on ${after.join(", ")}`);
      }
    });
  });

  it("has the provider, the protection and the transforms of the components' options on each resource", async () => {
    const program = (): Promise<Record<string, unknown>> => {
      const provider = new aws.Provider("elsewhere", { region: "eu-west-1" });
      const opts: pulumi.ComponentResourceOptions = {
        providers: [provider],
        protect: true,
        transforms: [
          ({ props, opts: options, type }) =>
            type === "aws:s3/bucket:Bucket" || type === "aws:cloudfront/distribution:Distribution"
              ? { props: { ...props, tags: { team: "web" } }, opts: options }
              : undefined,
        ],
      };
      const api = new ApiOrigin("api", { entry: join(root, "lambda", "hello.ts") }, opts);
      const site = new StaticOrigin("site", { directory: join(root, "site") }, opts);
      const front = new MultiOriginDistribution(
        "front",
        { defaultRoute: { origin: site.origin }, routes: [{ paths: ["/api", "/api/*"], origin: api.origin }] },
        opts,
      );
      site.grantRead(front.distributionArn);
      return Promise.resolve({});
    };
    await withStack({ program }, async ({ stack }) => {
      await stack.up();
      const created = (await exported(stack)).filter(({ type }) => type.startsWith("aws:"));
      assert.deepEqual(
        [...new Set(created.map(({ provider = "" }) => nameOf(provider.replace(/::[^:]+$/, ""))))],
        ["elsewhere"],
      );
      const unprotected = created.filter(({ protect }) => protect !== true).map(({ type }) => type);
      assert.deepEqual(
        [...new Set(unprotected)],
        [
          "aws:cloudwatch/logGroup:LogGroup",
          "aws:s3/bucketObjectv2:BucketObjectv2",
          "aws:lambda/permission:Permission",
        ],
        "only what an update must be able to replace is unprotected",
      );
      const tagged = created.filter(({ inputs }) => inputs?.tags?.team === "web").map(({ urn }) => nameOf(urn));
      assert.deepEqual(tagged.sort(), ["front-distribution", "site-bucket"]);
    });
  });
});
