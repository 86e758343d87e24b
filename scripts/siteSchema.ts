import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MultiOriginSite } from "../components/index";
import { root } from "../repository";

const components = join(root, "components");

/**
 * The schema of MultiOriginSite for other languages. Pulumi's component host derives it from the sources and their doc
 * comments. https://www.pulumi.com/docs/iac/guides/building-extending/components/build-a-component/
 */
export async function siteSchema(): Promise<string> {
  const { version, description } = JSON.parse(readFileSync(join(components, "package.json"), "utf8")) as {
    readonly version: string;
    readonly description: string;
  };
  const entry = join(components, "multiOriginSite", "index.ts");
  const tsconfig = { extends: join(root, "tsconfig.json"), compilerOptions: { types: [] }, files: [entry] };
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ main: entry, version, description }));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const host = new ComponentProvider({ name: "multi-origin", dirname: folder, components: [MultiOriginSite] });
    return await host.getSchema();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
