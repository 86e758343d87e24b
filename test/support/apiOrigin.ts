import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs } from "../../components/apiOrigin";
import { MockResource, resourcesOf, only } from "./mocks";

export const entry = join(__dirname, "../../lambda/hello.ts");

/** Deploys an API with Pulumi's mocks, and returns it with its resources. */
export async function deployApi(
  args: Partial<ApiOriginArgs> = {},
  opts?: pulumi.ComponentResourceOptions,
): Promise<{ list: MockResource[]; api: ApiOrigin }> {
  let api: ApiOrigin | undefined;
  const list = await resourcesOf(() => {
    api = new ApiOrigin("api", { entry, ...args }, opts);
  });
  assert.ok(api);
  return { list, api };
}

/** The files of the function's code. */
export async function functionFiles(list: readonly MockResource[]): Promise<Record<string, string>> {
  const code = only(list, "aws:lambda/function:Function").code as pulumi.asset.AssetArchive;
  const assets = Object.entries((await code.assets) as Record<string, pulumi.asset.StringAsset>);
  return Object.fromEntries(await Promise.all(assets.map(async ([name, { text }]) => [name, await text] as const)));
}
