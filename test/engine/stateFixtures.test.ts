import type { Deployment } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { root } from "../../repository";
import { withStack } from "../support/engine";

const folder = join(root, "test", "fixtures", "states");
const rewrite = process.env.REWRITE_STATE_FIXTURES !== undefined;

function fixtureOf(stackName: string): string {
  return join(folder, `${stackName}.json`);
}

/** Writes the state after a first up, with the repository's folder as `/project`. Its secrets exist only in this state. */
async function writeFixture(stackName: string): Promise<void> {
  await withStack({ stackName }, async ({ stack }) => {
    await stack.up();
    const text = JSON.stringify(await stack.exportStack()).replaceAll(root, "/project");
    writeFileSync(fixtureOf(stackName), await format(text, { parser: "json", printWidth: 120 }));
  });
}

/**
 * Deployed stacks have the names in these states. A component or a child that is renamed without an alias is deleted and
 * created again. After you add a resource, rewrite the states:
 * `REWRITE_STATE_FIXTURES=1 npx mocha test/engine/stateFixtures.test.ts`. The tests of faults and kills compare with them too.
 */
describe("A stack that is already deployed", () => {
  for (const { stackName, replaced } of [
    // Its name has another prefix. The access logs in it are lost, and nothing that serves requests.
    { stackName: "dev", replaced: ["api-access-logs"] },
    // X-Ray is off, which updates the function. The account of this test is empty, so the ARN in the deployment's triggers is
    // unknown in the preview.
    { stackName: "article", replaced: ["api-deployment"] },
  ]) {
    it(`${stackName}: this program creates and deletes nothing, and replaces ${replaced.join() || "nothing"}`, async () => {
      if (rewrite) {
        await writeFixture(stackName);
      }
      const deployed = JSON.parse(readFileSync(fixtureOf(stackName), "utf8")) as Deployment;
      await withStack({ stackName }, async ({ stack }) => {
        await stack.importStack(deployed);
        const { changeSummary, stdout } = await stack.preview();
        const { same = 0, update = 0, replace = 0, ...others } = changeSummary;
        assert.deepEqual(others, {}, stdout);
        assert.equal(replace, replaced.length, stdout);
        for (const name of replaced) {
          assert.match(stdout, new RegExp(`^ \\+- \\S+ ${name} replace`, "m"));
        }
        assert.ok(same + update > 30, `${same} resources are the same, and ${update} are updated`);
      });
    });
  }

  it("dev with protect: no resource refuses the update", async () => {
    const deployed = JSON.parse(readFileSync(fixtureOf("dev"), "utf8"), (key, value: unknown) =>
      key === "resources" ? (value as object[]).map((resource) => ({ ...resource, protect: true })) : value,
    ) as Deployment;
    await withStack({ stackName: "dev", config: { "multi-origin:protect": true } }, async ({ stack }) => {
      await stack.importStack(deployed);
      const { changeSummary, stdout } = await stack.preview();
      assert.equal(changeSummary.replace, 1, stdout);
    });
  });
});
