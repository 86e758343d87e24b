import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MultiOriginSite } from "../components/index";
import { root } from "../repository";

const components = join(root, "components");

/**
 * The schema by which other languages know MultiOriginSite, in the words of its arguments' doc comments: what Pulumi's own
 * component host makes of the sources. https://www.pulumi.com/docs/iac/guides/building-extending/components/build-a-component/
 */
export async function siteSchema(): Promise<string> {
  const { version, description } = JSON.parse(readFileSync(join(components, "package.json"), "utf8")) as {
    readonly version: string;
    readonly description: string;
  };
  const entry = join(components, "multiOriginSite", "index.ts");
  const tsconfig = { extends: join(root, "tsconfig.json"), compilerOptions: { types: [] }, files: [entry] };
  const box = mkdtempSync(join(tmpdir(), "schema-"));
  try {
    writeFileSync(join(box, "package.json"), JSON.stringify({ main: entry, version, description }));
    writeFileSync(join(box, "tsconfig.json"), JSON.stringify(tsconfig));
    const host = new ComponentProvider({ name: "multi-origin", dirname: box, components: [MultiOriginSite] });
    return await host.getSchema();
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}
