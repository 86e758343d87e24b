import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { join } from "node:path";
import { aliasRecords } from "../../components/aliasRecords";
import { validatedCertificate } from "../../components/certificate";
import { ApiGatewayOrigin, ApiKind, ApiOrigin, MultiOriginDistribution } from "../../components/index";
import { Program } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { apiMappingImportId } from "../support/apiMappings";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { poll } from "../support/poll";

const domainName = "api.example.com";
// The zone that a session creates for the configured name.
const hostedZoneId = `Z${Buffer.from("example.com").toString("hex").slice(0, 20).toUpperCase()}`;
const entry = join(root, "lambda", "hello.ts");
const config = { "multi-origin:hostedZone": "example.com" };

const replacements: Readonly<Record<string, string>> = {
  "aws:apigateway/domainName:DomainName": "aws:apigatewayv2/domainName:DomainName",
  "aws:apigateway/basePathMapping:BasePathMapping": "aws:apigatewayv2/apiMapping:ApiMapping",
};

/** A transform that adds options to the resources of some types. */
function withOptions(optionsOf: Readonly<Record<string, pulumi.CustomResourceOptions>>): pulumi.ResourceTransform {
  return ({ type, props, opts }) => ({ props, opts: pulumi.mergeOptions(opts, optionsOf[type] ?? {}) });
}

function front(origin: ApiGatewayOrigin): MultiOriginDistribution {
  return new MultiOriginDistribution("front", { defaultRoute: { origin }, routes: [] });
}

/** The resources of a regional REST API with a custom domain before ApiMapping: the URNs of earlier versions. */
function earlierVersion(transforms: pulumi.ResourceTransform[]): void {
  const api = new ApiOrigin("api", { entry, kind: "rest-regional" }, { transforms });
  const opts = { parent: api };
  const { certificateArn } = validatedCertificate("api", { domainName, hostedZoneId }, opts);
  const domain = new apigateway.DomainName(
    "api-domain",
    {
      domainName,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      regionalCertificateArn: certificateArn,
    },
    opts,
  );
  const restApi = pulumi.output(api.origin.domainName).apply((host) => host.split(".")[0] ?? "");
  const mapping = new apigateway.BasePathMapping(
    "api-mapping",
    { domainName: domain.domainName, restApi, stageName: "prod" },
    {
      ...opts,
      dependsOn: [...(api.origin.dependsOn ?? [])],
    },
  );
  const target = { name: domain.regionalDomainName, zoneId: domain.regionalZoneId };
  const types = ["A", "AAAA"] as const;
  const { records } = aliasRecords("api-alias", { hostedZoneId, recordName: domainName, target, types }, opts);
  front({ kind: "api-gateway", name: "api", domainName, dependsOn: [mapping, ...records] });
}

/** The operations on the API's domain and mapping. */
async function run(stack: Stack, operation: "preview" | "up"): Promise<string[]> {
  const steps: string[] = [];
  const onEvent = ({ resourcePreEvent }: EngineEvent): void => {
    const { op = "same", urn = "", type = "" } = resourcePreEvent?.metadata ?? {};
    if (op !== "same" && /::api-(domain|mapping)$/.test(urn)) {
      steps.push(`${op} ${type}`);
    }
  };
  await (operation === "preview" ? stack.preview({ onEvent }) : stack.up({ onEvent }));
  return steps.sort();
}

describe("A live aws.apigateway.DomainName of a regional REST API", () => {
  it("becomes an aws.apigatewayv2.DomainName without a failed request, as docs/migration.md describes", async () => {
    let program = (): void => undefined;
    const inline: Program = () => {
      program();
      return Promise.resolve({});
    };
    await withStack({ config, program: inline }, async (session) => {
      const { stack, account } = session;
      program = () => {
        earlierVersion([]);
      };
      await stack.up();
      const target = account.get("aws:apigateway/domainName:DomainName", domainName)?.outputs.regionalDomainName;
      assert.ok(typeof target === "string");

      await withEdge(session, async (edge) => {
        const stopPolling = poll(async () => {
          const { status, body } = await sendRequest(edge, domainName, "/api/hello");
          assert.deepEqual([status, body], [200, "Hello from Lambda!"]);
        });

        const retained = { retainOnDelete: true };
        program = () => {
          earlierVersion([withOptions(Object.fromEntries(Object.keys(replacements).map((type) => [type, retained])))]);
        };
        assert.deepEqual(await run(stack, "up"), []);

        const imports = {
          "aws:apigatewayv2/domainName:DomainName": { import: domainName },
          "aws:apigatewayv2/apiMapping:ApiMapping": { import: apiMappingImportId(account, domainName) },
        };
        const withKind = (kind: ApiKind, transforms: pulumi.ResourceTransform[]) => (): void => {
          const customDomain = { name: domainName, hostedZoneId };
          const args = { entry, kind, customDomain, closeDefaultEndpoint: false };
          front(new ApiOrigin("api", args, { transforms }).origin);
        };
        program = withKind("rest-regional", [withOptions(imports)]);
        const expected = [
          ...Object.keys(replacements).map((type) => `delete ${type}`),
          ...Object.values(replacements).map((type) => `import ${type}`),
          // The earlier domain has no IPv6 address.
          "update aws:apigatewayv2/domainName:DomainName",
        ].sort();
        assert.deepEqual(await run(stack, "preview"), expected);
        assert.deepEqual(await run(stack, "up"), expected);
        assert.ok((await stopPolling()).length > 0);

        program = withKind("rest-regional", []);
        await stack.up({ expectNoChanges: true });
        await stack.refresh({ expectNoChanges: true });
        const domain = account.get("aws:apigatewayv2/domainName:DomainName", domainName);
        assert.equal(
          (domain?.outputs.domainNameConfiguration as { targetDomainName?: string }).targetDomainName,
          target,
        );

        program = withKind("rest-edge", []);
        await stack.up();
        assert.equal((await sendRequest(edge, domainName, "/api/hello")).status, 200);
      });
    });
  });
});
