import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findCli } from "../../local-aws/engine/cli";
import { Program } from "../../local-aws/engine/project";
import { root } from "../../repository";
import { putLoadBalancer } from "../support/account";
import { withEdge, withStack } from "../support/engine";
import { sendRequest } from "../support/https";
import { servePluginHost } from "../support/pluginHost";
import { sh } from "../support/shell";
import { findYaml, inYamlProject, YamlProject } from "../support/yaml";

const name = "pulumi-multi-origin";

/** Copies the example's program, and installs the packed package. All other packages are links. */
async function installExample(box: string): Promise<void> {
  cpSync(join(root, "examples", "own-program"), box, { recursive: true });
  const packed = await sh(`npm pack --silent --pack-destination '${box}'`, join(root, "components"));
  assert.equal(packed.code, 0, packed.output);
  const modules = join(box, "node_modules");
  mkdirSync(join(modules, name), { recursive: true });
  for (const other of readdirSync(join(root, "node_modules"))) {
    if (!other.startsWith(name)) {
      symlinkSync(join(root, "node_modules", other), join(modules, other));
    }
  }
  const unpacked = await sh(`tar -xzf ../../${name}-*.tgz --strip-components=1`, join(modules, name));
  assert.equal(unpacked.code, 0, unpacked.output);
}

/** Loads the example's program. Another test checks its types. */
function loadExample(box: string): Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known after unpacking
  const program = require(join(box, "index.ts")) as () => Record<string, unknown>;
  return () => Promise.resolve(program());
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe("The package of components", () => {
  let box: string;
  let folder: string;

  before(async () => {
    box = mkdtempSync(join(tmpdir(), "own-program-"));
    await installExample(box);
    folder = join(box, "node_modules", name);
  });

  after(() => {
    rmSync(box, { recursive: true, force: true });
  });

  it("contains only built JavaScript with types, and the code that runs on AWS", () => {
    assert.deepEqual(readdirSync(folder).sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "package.json",
      "plugin",
    ]);
    const dist = join(folder, "dist");
    const files = filesIn(dist).map((file) => file.slice(dist.length + 1));
    assert.ok(files.includes("index.js") && files.includes("index.d.ts"));
    assert.deepEqual(
      files.filter((file) => !/\.d\.ts$|\.js$/.test(file)),
      ["multiOriginSite/schema.json"],
    );
    assert.deepEqual(readdirSync(join(folder, "plugin")).sort(), ["PulumiPlugin.yaml", "index.cjs", "package.json"]);
    const functions = readdirSync(join(root, "components", "distribution", "functions"));
    assert.deepEqual(readdirSync(join(dist, "distribution", "functions")).sort(), functions.sort());
  });

  it("has an example with a project that the CLI can read", async () => {
    const { command } = await findCli(console.log);
    const backend = mkdtempSync(join(tmpdir(), "backend-"));
    const env = `PULUMI_HOME='${backend}' PULUMI_BACKEND_URL='file://${backend}' PULUMI_CONFIG_PASSPHRASE=test PULUMI_SKIP_UPDATE_CHECK=1`;
    try {
      const made = await sh(`${env} '${command}' stack init dev --non-interactive`, box);
      assert.equal(made.code, 0, made.output);
      assert.match((await sh(`${env} '${command}' config --stack dev`, box)).output, /^aws:region +eu-west-1$/m);
    } finally {
      rmSync(backend, { recursive: true, force: true });
    }
  });

  it("loads only the modules of the AWS SDK that it uses", () => {
    const code = filesIn(join(folder, "dist")).filter((file) => file.endsWith(".js"));
    const loaded = code.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/require\("(@pulumi\/aws[^"]*)"\)/g)].map(([, module]) => module),
    );
    assert.ok(loaded.includes("@pulumi/aws/cloudfront"));
    assert.ok(!loaded.includes("@pulumi/aws"));
  });

  it("shares the program's copy of Pulumi and of its providers", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
      peerDependencies: Record<string, string>;
    };
    assert.deepEqual(Object.keys(peerDependencies).sort(), ["@pulumi/aws", "@pulumi/pulumi", "@pulumi/random"]);
    assert.deepEqual(
      Object.keys(dependencies).filter((dependency) => dependency.startsWith("@pulumi/")),
      [],
    );
  });

  it("is a Pulumi plugin: Pulumi reads its schema, and starts it for the YAML example", async function () {
    const runtime = (await findYaml("the package as a plugin")) ?? this.skip();
    const host = await servePluginHost();
    const env = { PULUMI_DEBUG_LANGUAGES: `nodejs:${host.port}` };
    const deploy = async (project: YamlProject): Promise<void> => {
      symlinkSync(join(box, "node_modules"), join(project.folder, "node_modules"));
      const schema = await project.pulumi("package", "get-schema", `./node_modules/${name}/plugin`);
      assert.equal(schema.code, 0, schema.output);
      assert.match(schema.output, /"multi-origin:index:MultiOriginSite": \{/);
      const up = await project.pulumi("up", "-s", "dev", "--yes", "--skip-preview");
      assert.equal(up.code, 0, up.output);
      assert.match(up.output, /33 created/);
    };
    try {
      await inYamlProject(runtime, join(root, "examples", "yaml"), deploy, { env });
    } finally {
      host.stop();
    }
  });

  it("type-checks in a strict program that uses only this package", async () => {
    const checked = await sh(`'${process.execPath}' node_modules/typescript/bin/tsc -p .`, box);
    assert.equal(checked.code, 0, checked.output);
  });

  it("deploys the example: site, API and shop share one hostname, and direct requests to the API get 403", async () => {
    const config = { "aws:region": "eu-west-1" };
    await withStack({ program: loadExample(box), config }, async (session) => {
      const shopHost = putLoadBalancer(session.account);
      await session.stack.setConfig("shopHost", { value: shopHost });
      const { outputs } = await session.stack.up({ color: "never" });
      const { hostname } = new URL(String(outputs.url?.value));
      const directly = new URL(String(outputs.apiUrl?.value)).hostname;
      await withEdge(session, async (edge) => {
        const page = await sendRequest(edge, hostname, "/");
        assert.deepEqual([page.status, page.headers["content-type"]], [200, "text/html; charset=utf-8"]);
        const api = await sendRequest(edge, hostname, "/api/hello", { method: "POST" });
        assert.deepEqual([api.status, api.body], [200, '{"path":"/api/hello"}']);
        assert.equal((await sendRequest(edge, directly, "/api/hello")).status, 403);
        const missing = await sendRequest(edge, hostname, "/missing");
        assert.deepEqual([missing.status, missing.body.includes("Not here")], [404, true]);
        const shop = await sendRequest(edge, hostname, "/shop/cart");
        assert.equal(shop.status, 200);
        assert.match(shop.body, /load balancer/);
      });
    });
  });
});
