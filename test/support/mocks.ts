import * as pulumi from "@pulumi/pulumi";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { Resources } from "../../local-aws/provider/resources";

/** An existing hosted zone, and the region of the provider. */
export const zoneId = "Z1";
export const region = "eu-west-1";

export interface MockResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Runs a program with Pulumi's mocks and returns its resources. The local AWS computes their outputs. */
export async function resourcesOf(program: () => unknown): Promise<MockResource[]> {
  const list: MockResource[] = [];
  const account = new Account(mkdtempSync(join(tmpdir(), "mocks-")));
  account.put({ type: "aws:route53/zone:Zone", id: zoneId, seed: "", inputs: {}, outputs: {} });
  const resources = new Resources(account, () => region, "nested");
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, custom }) => {
      if (custom !== true) {
        return { id: undefined, state: {} };
      }
      list.push({ type, name, inputs: inputs as Record<string, unknown> });
      const checked = resources.check(type, inputs as JsonObject, {}, `${name}-0000000`);
      const { id, outputs } = resources.create(type, checked);
      return { id, state: outputs };
    },
    call: () => ({}),
  });
  await program();
  await pulumi.runtime.disconnect();
  return list;
}

/** The inputs of the one resource of a type. */
export function only(list: readonly MockResource[], type: string): Record<string, unknown> {
  const [found, ...others] = list.filter((resource) => resource.type === type);
  if (found === undefined || others.length > 0) {
    throw new Error(`${others.length + (found === undefined ? 0 : 1)} resources of type ${type}, expected one`);
  }
  return found.inputs;
}

export function count(list: readonly MockResource[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of list) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}
