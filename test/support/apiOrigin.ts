import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { join } from "node:path";
import { ApiOrigin, ApiOriginArgs } from "../../components/apiOrigin";
import { Made, made, only } from "./mocks";

export const entry = join(__dirname, "../../lambda/hello.ts");

/** An API on Pulumi's mocks, and the resources that it is made of. */
export async function deployApi(
  args: Partial<ApiOriginArgs> = {},
  opts?: pulumi.ComponentResourceOptions,
): Promise<{ list: Made[]; api: ApiOrigin }> {
  let api: ApiOrigin | undefined;
  const list = await made(() => {
    api = new ApiOrigin("api", { entry, ...args }, opts);
  });
  assert.ok(api);
  return { list, api };
}

/** The files of the function's code. */
export async function functionFiles(list: readonly Made[]): Promise<Record<string, string>> {
  const code = only(list, "aws:lambda/function:Function").code as pulumi.asset.AssetArchive;
  const assets = Object.entries((await code.assets) as Record<string, pulumi.asset.StringAsset>);
  return Object.fromEntries(await Promise.all(assets.map(async ([name, { text }]) => [name, await text] as const)));
}
