import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { readFileSync } from "node:fs";
import { Account } from "../../../local-aws/aws/account";
import { resourceTypes } from "../../../local-aws/provider/types";
import { RunningProvider, serveProvider } from "../../../local-aws/provider/server";

interface Schema {
  readonly name: string;
  readonly version: string;
  readonly resources: Record<string, { inputProperties: object; properties: object }>;
}

function schemaAt(port: string): Promise<Schema> {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.getSchema(new GetSchemaRequest(), (error: grpc.ServiceError | null, response: GetSchemaResponse) => {
      client.close();
      if (error) {
        reject(error);
      } else {
        resolve(JSON.parse(response.getSchema()) as Schema);
      }
    });
  });
}

describe("The packages of the local provider", () => {
  let provider: RunningProvider;
  before(async () => {
    provider = await serveProvider({ account: new Account() });
  });
  after(() => {
    provider.stop();
  });

  const portOf = (name: string): string => new RegExp(`\\b${name}:(\\d+)`).exec(provider.attachTo)?.[1] ?? "";

  it("are aws, aws-native and random, each on its own port", async () => {
    assert.match(provider.attachTo, /^aws:\d+,aws-native:\d+,random:\d+$/);
    const schemas = await Promise.all(["aws", "aws-native", "random"].map((name) => schemaAt(portOf(name))));
    assert.deepEqual(
      schemas.map(({ name, version }) => [name, version]),
      [
        ["aws", awsVersion],
        ["aws-native", "1.79.0"],
        ["random", randomVersion],
      ],
    );
  });

  it("have schemas of supported types, with properties of any type", async () => {
    for (const name of ["aws", "aws-native", "random"]) {
      const { resources } = await schemaAt(portOf(name));
      const supported = [...resourceTypes.keys()].filter((token) => token.startsWith(`${name}:`));
      assert.deepEqual(Object.keys(resources).sort(), supported.sort());
      for (const { inputProperties } of Object.values(resources)) {
        for (const value of Object.values(inputProperties)) {
          assert.deepEqual(value, { $ref: "pulumi.json#/Any" });
        }
      }
    }
  });

  it("have the property names of the aws SDK", async () => {
    const { resources } = await schemaAt(portOf("aws"));
    for (const [token, { inputProperties, properties }] of Object.entries(resources)) {
      const [, module = ""] = token.split(":");
      const declared = readFileSync(require.resolve(`@pulumi/aws/${module}`).replace(/js$/, "d.ts"), "utf8");
      const [, args = ""] = /export interface \w+Args \{([^]*)/.exec(declared) ?? [];
      const inputs = [...args.matchAll(/^ {4}(\w+)\??: pulumi/gm)].map(([, name]) => name);
      assert.deepEqual(Object.keys(inputProperties).sort(), inputs.sort(), token);
      for (const name of Object.keys(properties)) {
        assert.match(declared, new RegExp(`readonly ${name}: pulumi\\.Output`), `${token} ${name}`);
      }
    }
  });
});
