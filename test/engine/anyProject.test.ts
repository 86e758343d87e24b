import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openProject } from "../../local-aws/engine/anyProject";
import { Local, startLocal, StartLocalArgs } from "../../local-aws/startLocal";
import { root } from "../../repository";
import { servePackage } from "../support/componentPackage";
import { findYaml } from "../support/yaml";

/** Copies an example, with the packages of this repository. */
function copyOf(example: string): string {
  const folder = mkdtempSync(join(tmpdir(), "example-"));
  cpSync(join(root, "examples", example), folder, { recursive: true });
  linkPackages(folder, ["@pulumi", "pulumi-multi-origin"]);
  return folder;
}

function linkPackages(folder: string, packages: readonly string[]): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  for (const name of packages) {
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
}

const unmodeledProgram = `
name: unmodeled
runtime: yaml
variables:
  zone:
    fn::invoke: { function: aws:route53:getZone, arguments: { name: example.com } }
  policy:
    fn::invoke: { function: aws:cloudfront:getCachePolicy, arguments: { name: Managed-CachingDisabled }, return: id }
resources:
  queue: { type: aws:sqs:Queue }
  topic: { type: aws-native:sns:Topic, properties: { topicName: orders } }
  bucket: { type: aws:s3:Bucket }
  virginia: { type: pulumi:providers:aws, properties: { region: us-east-1 } }
  certificate:
    type: aws:acm:Certificate
    properties: { domainName: www.example.com, validationMethod: DNS }
    options: { provider: "\${virginia}" }
  record:
    type: aws:route53:Record
    properties: { zoneId: "\${zone.zoneId}", name: www.example.com, type: A, ttl: 60, records: [192.0.2.1] }
outputs:
  policy: \${policy}
  queueUrl: \${queue.url}
  topicName: \${topic.topicName}
  domain: \${bucket.bucketRegionalDomainName}
  certificate: \${certificate.arn}
  zone: \${zone.zoneId}
  zoneOfRecord: \${record.zoneId}
`;

/** It imports single modules of the SDK: Node.js would load all of them for `import * as aws`, which takes seconds. */
const esModules = {
  "Pulumi.yaml": "name: es-modules\nruntime: nodejs\n",
  "package.json": '{ "type": "module", "main": "index.ts" }',
  "title.ts": 'export const title: string = "first";',
  "data.json": "[1]",
  "index.ts": `
    import { readFile } from "node:fs/promises";
    import { getRegion } from "@pulumi/aws/getRegion.js";
    import { Bucket } from "@pulumi/aws/s3/bucket.js";
    import { title as given } from "./title.js";
    interface Numbers extends Array<number> {}
    const numbers: Numbers = JSON.parse(await readFile(new URL("data.json", import.meta.url), "utf8"));
    const bucket = new Bucket("site", { tags: { given } });
    const { name } = await getRegion();
    export const title = bucket.tags.apply((tags) => tags?.given);
    export const types = numbers.length;
    export const virginia = name;
  `,
};

const ordinaryProgram = {
  "Pulumi.yaml": "name: ordinary\nruntime: nodejs\n",
  "package.json": '{ "main": "index.ts", "dependencies": { "@pulumi/aws": "*", "@pulumi/pulumi": "*" } }',
  "page.html": "<title>relative</title>",
  "index.ts": `
    import * as pulumi from "@pulumi/pulumi";
    import * as aws from "@pulumi/aws";
    class Upper extends pulumi.dynamic.Resource {
      readonly upper!: pulumi.Output<string>;
      constructor(name: string, text: string) {
        super({ create: async (inputs) => ({ id: "1", outs: { upper: inputs.text.toUpperCase() } }) }, name, { text, upper: undefined });
      }
    }
    const site = new aws.s3.Bucket("site", { website: { indexDocument: "page.html" } });
    new aws.s3.BucketObject("page.html", { bucket: site.id, source: new pulumi.asset.FileAsset("page.html") });
    const hello = new aws.lambda.CallbackFunction("hello", { callback: async () => ({ statusCode: 200, body: "Hello inline" }) });
    const link = new aws.lambda.FunctionUrl("hello", { functionName: hello.name, authorizationType: "NONE" });
    export const url = link.functionUrl;
    export const upper = new Upper("upper", "dynamic").upper;
    export const website = site.websiteEndpoint;
  `,
};

async function served(args: StartLocalArgs, use: (local: Local) => Promise<void>): Promise<void> {
  const local = await startLocal(args);
  try {
    await use(local);
  } finally {
    await local.stop();
  }
}

async function answers(local: Local, ...paths: string[]): Promise<string[]> {
  const responses = await Promise.all(paths.map((path) => local.fetch(path)));
  return Promise.all(
    responses.map(
      async (response) =>
        `${response.status} ${/<title>.+<\/title>|^{.+}$|^Hello.+/.exec(await response.text())?.[0] ?? ""}`,
    ),
  );
}

describe("A Pulumi program in another folder", () => {
  const folders: string[] = [];
  const copy = (example: string): string => {
    const folder = copyOf(example);
    folders.push(folder);
    return folder;
  };
  const programOf = (files: Readonly<Record<string, string>>, ...packages: string[]): string => {
    const folder = mkdtempSync(join(tmpdir(), "program-"));
    folders.push(folder);
    linkPackages(folder, packages);
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
    }
    return folder;
  };
  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("is checked by the policy pack, deployed and served, in TypeScript", async () => {
    const folder = copy("own-program");
    await served({ folder, config: { "own-program:shopHost": "shop.example.com" } }, async (local) => {
      assert.deepEqual(await answers(local, "/", "/api/hello"), [
        "200 <title>One name</title>",
        '200 {"path":"/api/hello"}',
      ]);
      assert.match(Object.values(local.logs()).flat().join("\n"), /START RequestId/);
    });
    assert.ok(existsSync(join(folder, ".local", ".gitignore")));
  });

  it("is checked by the policy pack, deployed and served, in YAML", async function () {
    // The language host for YAML may have to be built.
    this.timeout(300_000);
    if ((await findYaml("a YAML program in another folder")) === undefined) {
      this.skip();
    }
    const component = await servePackage();
    process.env.PULUMI_DEBUG_PROVIDERS = component.attachTo;
    try {
      await served({ folder: copy("yaml") }, async (local) => {
        assert.deepEqual(await answers(local, "/", "/api/hello"), [
          "200 <title>A site from YAML</title>",
          "200 Hello from Lambda!",
        ]);
      });
    } finally {
      delete process.env.PULUMI_DEBUG_PROVIDERS;
      component.process.kill();
    }
  });

  it("is deployed as ES modules in TypeScript, with top-level await", async () => {
    const folder = programOf(esModules, "@pulumi");
    assert.ok(openProject(folder).programFiles().includes(join(folder, "title.ts")));
    const { outputs, stop } = await startLocal({ folder });
    await stop();
    assert.deepEqual(outputs, { title: "first", types: 1, virginia: "us-east-1" });
  });

  it("loads its modules again after a run that failed, in TypeScript", async () => {
    const folder = programOf({
      "Pulumi.yaml": "name: p\nruntime: nodejs\n",
      "index.ts": 'import { title } from "./title"; throw new Error(title);',
      "title.ts": 'export const title: string = "first";',
    });
    const project = openProject(folder);
    const run = project.loadProgram() ?? assert.fail("another process runs the program");
    await assert.rejects(run(), /^Error: first$/);
    assert.ok(project.programFiles().includes(join(folder, "title.ts")));
    writeFileSync(join(folder, "title.ts"), 'export const title: string = "second";');
    await assert.rejects(run(), /^Error: second$/);
    writeFileSync(join(folder, "index.ts"), 'export { title } from "./title";');
    assert.deepEqual({ ...(await run()) }, { title: "second" });
  });

  it("has inline functions, dynamic providers, relative paths and earlier names of types, in TypeScript", async () => {
    const local = await startLocal({ folder: programOf(ordinaryProgram, "@pulumi"), pack: false });
    try {
      assert.deepEqual(await answers(local, "/"), ["200 Hello inline"]);
      assert.equal(local.outputs.upper, "DYNAMIC");
      assert.match(String(local.outputs.website), /^site-[0-9a-f]{7}\.s3-website/);
    } finally {
      await local.stop();
    }
  });

  it("has inert resources, functions, and a region for each provider, in YAML", async function () {
    this.timeout(300_000);
    if ((await findYaml("a YAML program with types that are not modeled")) === undefined) {
      this.skip();
    }
    const local = await startLocal({
      folder: programOf({ "Pulumi.yaml": unmodeledProgram }),
      config: { "aws:region": "eu-west-1" },
    });
    try {
      const { policy, queueUrl, topicName, domain, certificate, zone, zoneOfRecord } = local.outputs;
      assert.equal(policy, "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
      assert.match(String(queueUrl), /^url\.not-modeled-[0-9a-f]{12}\.invalid$/);
      assert.equal(topicName, "orders");
      assert.match(String(domain), /\.s3\.eu-west-1\.amazonaws\.com$/);
      assert.match(String(certificate), /^arn:aws:acm:us-east-1:/);
      assert.equal(zone, zoneOfRecord);
    } finally {
      await local.stop();
    }
  });

  const rejected: readonly {
    readonly what: string;
    readonly files: Readonly<Record<string, string>>;
    readonly message: RegExp;
  }[] = [
    {
      what: "a folder without Pulumi.yaml",
      files: {},
      message: /^Error: There is no Pulumi\.yaml in .+\. Run the command in/,
    },
    {
      what: "a folder without a module",
      files: { "Pulumi.yaml": "name: p\nruntime: nodejs\n" },
      message: /^Error: There is no program in .+\. Set "main"/,
    },
    {
      what: "a folder without a module of Python",
      files: { "Pulumi.yaml": "name: p\nruntime: python\n" },
      message: /^Error: There is no program in .+\. Write __main__\.py, or set "main" of Pulumi\.yaml to its module\./,
    },
    {
      what: "a folder that cannot have the state",
      files: { "Pulumi.yaml": "name: p\nruntime: nodejs\n", "index.ts": "", ".local": "" },
      message: /^Error: Cannot write the state: .+\. .+\.local must be a folder that you can write\.$/,
    },
  ];
  for (const { what, files, message } of rejected) {
    it(`is rejected with what to do for ${what}`, () => {
      assert.throws(() => openProject(programOf(files)), message);
    });
  }

  it("is rejected for a name that no stack can have", async () => {
    const folder = programOf({ "Pulumi.yaml": "name: p\nruntime: nodejs\n", "index.ts": "" });
    await assert.rejects(startLocal({ folder, stack: "../x" }), /^Error: "\.\.\/x" is not the name of a stack; use /);
  });

  it("is rejected without @pulumi/pulumi and with encrypted values", async () => {
    const folder = programOf({
      "Pulumi.yaml": "name: p\nruntime: nodejs\n",
      "index.ts": "",
      "Pulumi.dev.yaml": "config:\n  p:key:\n    secure: v1:abc\n",
    });
    await assert.rejects(startLocal({ folder }), /encrypted values, which a local stack cannot decrypt: p:key\./);
    await assert.rejects(startLocal({ folder, stack: "other" }), /Cannot load @pulumi\/pulumi .+ Run npm install/);
  });
});
