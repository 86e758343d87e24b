import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ApiGatewayOrigin, ApiOrigin, MultiOriginDistribution, S3Origin, StaticOrigin } from "../../components/index";
import { Account, StoredResource } from "../../local-aws/aws/account";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { Program } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { poll } from "../support/poll";
import { distributionType, folderOfStack, openStackIn, withEdge } from "../support/engine";
import { sendRequest } from "../support/https";
import { allViewerExceptHostHeader, cachingDisabled } from "../support/programs";

const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

const files = ["404.html", "about/index.html", "assets/app.js", "assets/style.css", "index.html"];

/** The origins of a distribution. */
function origins(): { readonly api: ApiOrigin; readonly site: StaticOrigin } {
  const api = new ApiOrigin("api", { entry: join(root, "lambda", "hello.ts") });
  return { api, site: new StaticOrigin("site", { directory: join(root, "site"), forceDestroy: true }) };
}

/** A distribution without the component, with settings that the component would not use. */
function handWritten({ api, site }: { readonly api: ApiGatewayOrigin; readonly site: S3Origin }) {
  return new cloudfront.Distribution("cdn", {
    enabled: true,
    comment: "made by hand",
    httpVersion: "http2",
    defaultRootObject: "index.html",
    customErrorResponses: [{ errorCode: 404, responseCode: 404, responsePagePath: "/404.html" }],
    origins: [
      { originId: "bucket", domainName: site.domainName, originAccessControlId: site.originAccessControlId },
      {
        originId: "backend",
        domainName: api.domainName,
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "bucket",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: cachingOptimized,
    },
    orderedCacheBehaviors: [
      {
        pathPattern: "/api/*",
        targetOriginId: "backend",
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: cachingDisabled,
        originRequestPolicyId: allViewerExceptHostHeader,
      },
    ],
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

/** The component with the same routes. */
function front(
  { api, site }: { readonly api: ApiGatewayOrigin; readonly site: S3Origin },
  opts: pulumi.ComponentResourceOptions,
): MultiOriginDistribution {
  const args = {
    defaultRoute: { origin: site, notFoundPage: "/404.html" },
    routes: [{ paths: ["/api", "/api/*"], origin: api }],
  };
  return new MultiOriginDistribution("front", args, opts);
}

/** Options for a component that takes over an existing distribution. */
function adopting(more: pulumi.CustomResourceOptions): pulumi.ComponentResourceOptions {
  return {
    transforms: [
      ({ type, props, opts }) =>
        type === distributionType ? { props, opts: pulumi.mergeOptions(opts, more) } : undefined,
    ],
  };
}

interface Operation {
  /** The steps for distributions: operation, name and the properties that differ. */
  readonly steps: readonly string[];
  readonly summary: Readonly<Record<string, number | undefined>>;
}

async function run(stack: Stack, operation: "preview" | "up"): Promise<Operation> {
  const steps: string[] = [];
  const onEvent = ({ resourcePreEvent }: EngineEvent): void => {
    if (resourcePreEvent?.metadata.type === distributionType) {
      const { op, urn, diffs = [] } = resourcePreEvent.metadata;
      steps.push([op, urn.split("::").at(-1), ...diffs].join(" "));
    }
  };
  if (operation === "preview") {
    const { changeSummary } = await stack.preview({ onEvent });
    return { steps, summary: changeSummary };
  }
  const { summary } = await stack.up({ onEvent });
  return { steps, summary: summary.resourceChanges ?? {} };
}

/** Requests the page, a missing page and the API until the work is done, and counts the responses. */
async function responsesDuring(edge: Edge, host: string, work: () => Promise<void>): Promise<number> {
  const stop = poll(async () => {
    const page = await sendRequest(edge, host, "/");
    const hello = await sendRequest(edge, host, "/api/hello");
    assert.deepEqual([page.status, hello.status, hello.body], [200, 200, "Hello from Lambda!"]);
    const missing = await sendRequest(edge, host, "/missing");
    assert.equal(missing.status, 404);
    assert.match(missing.body, /<h1>No such page<\/h1>/);
  });
  await work();
  return (await stop()).length;
}

function only(account: Account): StoredResource {
  const [distribution, ...others] = account.list(distributionType);
  assert.ok(distribution !== undefined && others.length === 0, "exactly one distribution");
  return distribution;
}

function hostOf({ outputs }: StoredResource): string {
  assert.ok(typeof outputs.domainName === "string");
  return outputs.domainName;
}

describe("Adopting a distribution into MultiOriginDistribution", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await folderOfStack("legacy", "dev");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function inStack(stackName: string, program: Program, use: (session: Session) => Promise<void>): Promise<void> {
    const config = { "aws:region": "us-east-1" };
    const session = await openStackIn(folder, { stackName, config, program, log: console.log });
    try {
      await use(session);
    } finally {
      session.close();
    }
  }

  it("first imports it unchanged, from another stack or from none, then applies the component's settings", async () => {
    let known: { api: string; site: string; accessControl: string } | undefined;
    const legacy: Program = () => {
      const { api, site } = origins();
      const cdn = handWritten({ api: api.origin, site: site.origin });
      site.grantRead(cdn.arn);
      const { domainName, originAccessControlId } = site.origin;
      return Promise.resolve({ api: api.origin.domainName, site: domainName, accessControl: originAccessControlId });
    };
    await inStack("legacy", legacy, async ({ stack }) => {
      const { outputs } = await stack.up();
      known = {
        api: String(outputs.api?.value),
        site: String(outputs.site?.value),
        accessControl: String(outputs.accessControl?.value),
      };
    });
    assert.ok(known !== undefined);
    const { api, site, accessControl } = known;

    let options: pulumi.ComponentResourceOptions = {};
    const program: Program = () => {
      const { distributionId } = front(
        {
          api: { kind: "api-gateway", name: "api", domainName: api },
          site: { kind: "s3", name: "site", domainName: site, originAccessControlId: accessControl, files },
        },
        options,
      );
      return Promise.resolve({ distributionId });
    };
    await inStack("dev", program, async (session) => {
      const { stack, account } = session;
      const before = only(account);
      const host = hostOf(before);
      await withEdge(session, async (edge) => {
        const responses = await responsesDuring(edge, host, async () => {
          options = adopting({ import: before.id, ignoreChanges: ["*"] });
          const imported = ["import front-distribution"];
          assert.deepEqual((await run(stack, "preview")).steps, imported);
          const { steps, summary } = await run(stack, "up");
          assert.deepEqual(
            [steps, summary.import, summary.update, summary.replace],
            [imported, 1, undefined, undefined],
          );
          assert.deepEqual(only(account), before);

          options = {};
          const preview = await run(stack, "preview");
          assert.equal(preview.steps.length, 1);
          assert.match(preview.steps[0] ?? "", /^update front-distribution .*\bhttpVersion\b/);
          const update = await run(stack, "up");
          assert.deepEqual(update.steps, preview.steps);
          assert.deepEqual(
            [update.summary.update, update.summary.delete, update.summary.replace],
            [1, undefined, undefined],
          );
        });
        assert.ok(responses > 0);

        const after = only(account);
        assert.deepEqual(
          [after.id, after.outputs.domainName, after.outputs.arn],
          [before.id, host, before.outputs.arn],
        );
        const { httpVersion, comment, customErrorResponses } = after.inputs;
        assert.deepEqual([httpVersion, comment, customErrorResponses], ["http2and3", undefined, undefined]);
        assert.equal((await sendRequest(edge, host, "/api")).status, 200);
        await stack.up({ expectNoChanges: true });
        await stack.refresh({ expectNoChanges: true });
      });
    });
  });

  it("takes over a distribution of the same program by an alias, in one update", async () => {
    const alias = { name: "cdn", parent: pulumi.rootStackResource };
    let options: pulumi.ComponentResourceOptions | undefined;
    const program: Program = () => {
      const { api, site } = origins();
      const both = { api: api.origin, site: site.origin };
      const arn = options === undefined ? handWritten(both).arn : front(both, options).distributionArn;
      site.grantRead(arn);
      return Promise.resolve({});
    };
    await inStack("dev", program, async (session) => {
      const { stack, account } = session;
      await stack.up();
      const before = only(account);
      const host = hostOf(before);
      options = adopting({ aliases: [alias] });
      await withEdge(session, async (edge) => {
        await responsesDuring(edge, host, async () => {
          const preview = await run(stack, "preview");
          assert.match(preview.steps.join("\n"), /^update front-distribution .*\borigins\b.*$/);
          const { steps, summary } = await run(stack, "up");
          assert.deepEqual(steps, preview.steps);
          assert.deepEqual([summary.delete, summary.replace], [undefined, undefined]);
        });
        assert.equal(only(account).id, before.id);
        assert.equal((await sendRequest(edge, host, "/api")).status, 200);
        options = {};
        await stack.up({ expectNoChanges: true });
      });
    });
  });
});
