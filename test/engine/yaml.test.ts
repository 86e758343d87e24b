import assert from "node:assert/strict";
import { join } from "node:path";
import { policyPack, root } from "../../repository";
import { findYaml, inYamlProject, YamlRuntime } from "../support/yaml";

const rule = "api-gateway-origin-host-header";

interface Preview {
  readonly code: number;
  /** Level, policy, and the resource's type and name of each printed violation. */
  readonly violations: readonly string[];
  readonly output: string;
}

describe("The policy pack in `pulumi preview` of a YAML program", () => {
  let runtime: YamlRuntime;

  before(async function () {
    // The language host for YAML may have to be built.
    this.timeout(300_000);
    runtime = (await findYaml("the policy pack on YAML programs")) ?? this.skip();
  });

  async function preview(fixture: string): Promise<Preview> {
    const words = ["preview", "-s", "dev", "--policy-pack", policyPack];
    return inYamlProject(runtime, join(root, "test", "fixtures", "yaml", fixture), async ({ pulumi }) => {
      const { code, output } = await pulumi(...words);
      return { code, output, violations: violationsIn(output) };
    });
  }

  const rejected = [
    {
      fixture: "aws",
      what: "an aws distribution, the API's domain name literal or taken from its endpoint",
      on: ["aws:cloudfront:Distribution: from-output", "aws:cloudfront:Distribution: literal"],
    },
    { fixture: "aws-native", what: "an aws-native distribution", on: ["aws-native:cloudfront:Distribution: native"] },
  ];
  for (const { fixture, what, on } of rejected) {
    it(`rejects AllViewer on ${what}, once each`, async () => {
      const { code, violations, output } = await preview(fixture);
      assert.equal(code, 1, output);
      assert.deepEqual(
        violations,
        on.map((resource) => `mandatory ${rule} on ${resource}`),
        output,
      );
    });
  }

  it("allows AllViewerExceptHostHeader on all of them", async () => {
    const { code, violations, output } = await preview("right");
    assert.deepEqual([code, violations], [0, []], output);
    assert.match(output, /6 to create/);
  });
});

/** The lines `- [mandatory] [severity: critical]  rule  (type: name)`, in alphabetical order. */
function violationsIn(output: string): string[] {
  const lines = output.matchAll(/^ +- \[(\w+)\].* {2}(\S+) {2}\((.+)\)$/gm);
  return [...lines].map(([, level = "", policy = "", on = ""]) => `${level} ${policy} on ${on}`).sort();
}
