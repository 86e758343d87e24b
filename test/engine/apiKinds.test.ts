import type { EngineEvent } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { ApiKind, apiKinds } from "../../components/index";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { writeConfig } from "../../local-aws/engine/workspace";
import { Configuration, coveringWalk } from "../support/configurations";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { roundTrip } from "../support/roundTrip";
import { isSweep } from "../support/sampleSize";

type Settings = Readonly<Record<string, string>>;

const names: Settings = {
  hostedZone: "example.com",
  domainName: "www.example.com",
  apiDomainName: "api.example.com",
  originVerify: "off",
};

interface Update {
  /** The operations on the API's domain and mapping. */
  readonly steps: readonly string[];
  readonly printed: string;
}

async function change({ stack }: Session, settings: Settings): Promise<Update> {
  await writeConfig(
    stack,
    Object.fromEntries(Object.entries(settings).map(([key, value]) => [`multi-origin:${key}`, value])),
  );
  const steps: string[] = [];
  let printed = "";
  const onEvent = ({ resourcePreEvent, diagnosticEvent }: EngineEvent): void => {
    printed += diagnosticEvent?.message ?? "";
    const { op = "same", urn = "", type = "" } = resourcePreEvent?.metadata ?? {};
    if (op !== "same" && /::api-(domain|mapping)$/.test(urn)) {
      steps.push(`${op} ${type}`);
    }
  };
  await stack.up({ onEvent });
  return { steps, printed };
}

async function assertServed(edge: Edge, ...urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const { host, pathname } = new URL(url);
    const { status, body } = await sendRequest(edge, host, pathname);
    assert.deepEqual([status, body], [200, "Hello from Lambda!"], url);
  }
}

describe("A change of apiKind under a custom domain", () => {
  const v1 = {
    domain: "aws:apigateway/domainName:DomainName",
    mapping: "aws:apigateway/basePathMapping:BasePathMapping",
  };
  const v2 = { domain: "aws:apigatewayv2/domainName:DomainName", mapping: "aws:apigatewayv2/apiMapping:ApiMapping" };
  const typesOf = (kind: ApiKind) => (kind === "rest-edge" ? v1 : v2);

  it("takes one up between any two kinds, keeps a regional domain, and deletes any other before it creates the next", async () => {
    const [first, ...others] = roundTrip(apiKinds);
    await withStack({ config: { "multi-origin:hostedZone": "example.com" } }, (session) =>
      withEdge(session, async (edge) => {
        let current = first;
        await change(session, { ...names, apiKind: current });
        for (const next of others) {
          const { steps, printed } = await change(session, { ...names, apiKind: next });
          const [olds, news] = [typesOf(current), typesOf(next)];
          const mapping = [`delete-replaced ${olds.mapping}`, `create-replacement ${news.mapping}`];
          const domain = [
            `delete-replaced ${olds.mapping}`,
            `delete-replaced ${olds.domain}`,
            `create ${news.domain}`,
            `create ${news.mapping}`,
          ];
          const operations = steps.filter((step) => /^(create|delete|update)/.test(step));
          assert.deepEqual(operations, olds === news ? mapping : domain, `${current} to ${next}`);
          assert.equal(/about 40 minutes for a new edge-optimized/.test(printed), next === "rest-edge");
          await assertServed(edge, "https://www.example.com/api/hello", "https://api.example.com/api/hello");
          current = next;
        }
      }),
    );
  });

  if (isSweep) {
    it("takes one up between the 36 configurations, for each change of any two of their choices", async () => {
      await withStack({ config: { "multi-origin:hostedZone": "example.com" } }, (session) =>
        withEdge(session, async (edge) => {
          for (const configuration of coveringWalk()) {
            await change(session, settingsOf(configuration));
            const { url, apiUrl } = await session.stack.outputs();
            const front = String(url?.value);
            await assertServed(edge, `${front}/api/hello`);
            if (configuration.apiDomainName !== undefined) {
              await assertServed(edge, `${String(apiUrl?.value)}/api/hello`);
            }
            const page = await sendRequest(edge, new URL(front).host, "/assets/app.js");
            assert.equal(page.status, 200, JSON.stringify(configuration));
          }
        }),
      );
    }).timeout(1_800_000);
  }
});

function settingsOf(configuration: Configuration): Settings {
  const { domainName, apiDomainName } = configuration;
  const zone = domainName === undefined && apiDomainName === undefined ? {} : { hostedZone: "example.com" };
  const values = Object.entries({ ...configuration, ...zone, originVerify: "off" });
  return Object.fromEntries(values.map(([key, value]) => [key, String(value)]));
}
