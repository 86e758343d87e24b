import { ComponentProvider } from "@pulumi/pulumi/provider/experimental";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { MultiOriginSite } from "../../components/index";
import { root } from "../../local/folders";

const folder = join(root, "components", "multiOriginSite");
const file = join(folder, "schema.json");
const rewrite = process.env.REWRITE_SCHEMA !== undefined;

interface Property {
  readonly type?: string;
  readonly plain?: boolean;
  readonly description?: string;
}

interface Schema {
  readonly version: string;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly inputProperties: Readonly<Record<string, Property>>;
        readonly requiredInputs: readonly string[];
        readonly properties: Readonly<Record<string, Property>>;
      }
    >
  >;
}

/** What Pulumi's own component host makes of the sources. */
async function analyzed(): Promise<string> {
  const box = mkdtempSync(join(tmpdir(), "schema-"));
  const { version, description } = JSON.parse(readFileSync(join(root, "components", "package.json"), "utf8")) as Record<
    string,
    string
  >;
  const entry = join(folder, "index.ts");
  writeFileSync(join(box, "package.json"), JSON.stringify({ main: entry, version, description }));
  const tsconfig = { extends: join(root, "tsconfig.json"), compilerOptions: { types: [] }, files: [entry] };
  writeFileSync(join(box, "tsconfig.json"), JSON.stringify(tsconfig));
  try {
    return await new ComponentProvider({
      name: "multi-origin",
      dirname: box,
      components: [MultiOriginSite],
    }).getSchema();
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

describe("the schema of MultiOriginSite, by which other languages know it", () => {
  const read = (): Schema => JSON.parse(readFileSync(file, "utf8")) as Schema;
  const site = () => {
    const found = read().resources["multi-origin:index:MultiOriginSite"];
    assert.ok(found);
    return found;
  };

  /** After a change of the arguments: `REWRITE_SCHEMA=1 npx mocha test/components/multiOriginSiteSchema.test.ts`. */
  it("is what Pulumi reads from the sources", async () => {
    const schema = await analyzed();
    if (rewrite) {
      writeFileSync(file, await format(schema, { parser: "json", printWidth: 120 }));
    }
    assert.deepEqual(read(), JSON.parse(schema));
  });

  it("has these properties, each with its description", () => {
    const { inputProperties, requiredInputs, properties } = site();
    assert.deepEqual(requiredInputs, ["apiEntry", "siteDirectory"]);
    assert.deepEqual(Object.keys(properties).sort(), ["apiUrl", "bucketName", "distributionId", "dnsRecords", "url"]);
    const all = [...Object.entries(inputProperties), ...Object.entries(properties)];
    assert.equal(all.length, 18 + 5);
    assert.deepEqual(
      all.filter(([, { description = "" }]) => description === ""),
      [],
    );
  });

  it("has what the example in Python writes, in Python's spelling", () => {
    const readme = readFileSync(join(root, "examples", "yaml", "README.md"), "utf8");
    const [, program = ""] = /```python\n(.*?)```/s.exec(readme) ?? [];
    const { inputProperties, requiredInputs, properties } = site();
    const camelCase = (name: string): string => name.replace(/_./g, (pair) => pair.slice(1).toUpperCase());
    const written = [...program.matchAll(/^ +(\w+)=/gm)].map(([, name = ""]) => camelCase(name));
    assert.deepEqual(
      requiredInputs.filter((name) => !written.includes(name)),
      [],
    );
    assert.deepEqual(
      written.filter((name) => inputProperties[name] === undefined),
      [],
    );
    const [, output = ""] = /www\.(\w+)\)/.exec(program) ?? [];
    assert.ok(properties[camelCase(output)], output);
  });

  it("takes what only the engine knows for the hosted zone and the web ACL alone", () => {
    const { inputProperties } = site();
    const outputs = Object.keys(inputProperties).filter((name) => inputProperties[name]?.plain !== true);
    assert.deepEqual(outputs, ["hostedZoneId", "webAclArn"]);
  });
});
