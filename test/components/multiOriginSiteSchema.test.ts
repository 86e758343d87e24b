import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../repository";

const file = join(root, "components", "multiOriginSite", "schema.json");

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

/** `npm run docs -- --check` compares the schema with the sources. */
describe("The schema of MultiOriginSite for other languages", () => {
  const read = (): Schema => JSON.parse(readFileSync(file, "utf8")) as Schema;
  const site = () => {
    const found = read().resources["multi-origin:index:MultiOriginSite"];
    assert.ok(found);
    return found;
  };

  it("has all properties, each with a description", () => {
    const { inputProperties, requiredInputs, properties } = site();
    assert.deepEqual(requiredInputs, ["siteDirectory"]);
    assert.deepEqual(Object.keys(properties).sort(), [
      "apiFunctionName",
      "apiKeyId",
      "apiRoleName",
      "apiUrl",
      "bucketName",
      "distributionId",
      "dnsRecords",
      "url",
    ]);
    const all = [...Object.entries(inputProperties), ...Object.entries(properties)];
    assert.equal(all.length, 53 + 8);
    assert.deepEqual(
      all.filter(([, { description = "" }]) => description === ""),
      [],
    );
  });

  it("has the arguments of the example in Python, in Python's case", () => {
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

  it("accepts Outputs for the IDs and names of other resources", () => {
    const { inputProperties } = site();
    const outputs = Object.keys(inputProperties).filter((name) => inputProperties[name]?.plain !== true);
    assert.deepEqual(outputs, [
      "apiFunctionArn",
      "hostedZoneId",
      "apiResponseHeadersPolicyId",
      "siteResponseHeadersPolicyId",
      "webAclArn",
    ]);
  });
});
