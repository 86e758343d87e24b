import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startLocal } from "../../local-aws/startLocal";
import { root } from "../../repository";
import { findPython } from "../support/python";
import { Running, sh } from "../support/shell";

const program = `
import asyncio
import pulumi
import pulumi_aws as aws
import words

class Upper(pulumi.dynamic.ResourceProvider):
    def create(self, props):
        return pulumi.dynamic.CreateResult("1", {"text": props["text"].upper()})

class UpperText(pulumi.dynamic.Resource):
    text: pulumi.Output[str]
    def __init__(self, name, text):
        super().__init__(Upper(), name, {"text": text})

def tagged(args):
    return pulumi.ResourceTransformResult(props={**args.props, "tags": {"by": words.name}}, opts=args.opts)

pulumi.runtime.register_resource_transform(tagged)
bucket = aws.s3.Bucket("site")
queue = aws.sqs.Queue("orders")

def later(name):
    import later
    return later.last(name)

pulumi.export("tags", bucket.tags)
pulumi.export("later", bucket.bucket.apply(later))
pulumi.export("queue", queue.arn)
pulumi.export("text", UpperText("text", "dynamic").text)
pulumi.export("secret", pulumi.Config().require_secret("password"))
pulumi.export("organization", pulumi.get_organization())
pulumi.export("isPreview", pulumi.runtime.is_dry_run())

async def main():
    await asyncio.sleep(0)
    return {"region": aws.get_region().region}

pulumi.run(main)
`;

/** The class that the SDK of `pulumi package add` has. */
const component = `
import pulumi

class MultiOriginSite(pulumi.ComponentResource):
    url: pulumi.Output[str]
    def __init__(self, name, **arguments):
        super().__init__("multi-origin:index:MultiOriginSite", name, {**arguments, "url": None}, remote=True)

www = MultiOriginSite("www", apiEntry="api/hello.js", siteDirectory="site")
pulumi.export("url", www.url)
`;

describe("A Python program on the local front", () => {
  const folders: string[] = [];
  let environment: string;

  before(function () {
    this.timeout("5 min");
    const python = findPython("Python programs on the local front");
    if (python === undefined) {
      this.skip();
    }
    environment = dirname(dirname(python));
  });

  after(() => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** Creates a folder with the virtual environment. */
  function createFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "python-"));
    folders.push(folder);
    symlinkSync(environment, join(folder, "venv"));
    return folder;
  }

  function programOf(files: Readonly<Record<string, string>>): string {
    const folder = createFolder();
    for (const [name, content] of Object.entries({ "Pulumi.yaml": "name: python\nruntime: python\n", ...files })) {
      writeFileSync(join(folder, name), content);
    }
    return folder;
  }

  it("has configuration, secrets, transforms, dynamic providers, inert resources and modules of its folder", async () => {
    const folder = programOf({
      "__main__.py": program,
      "words.py": 'name = "transform"\n',
      "later.py": "def last(name):\n    return name.split('-')[0]\n",
    });
    const config = { "aws:region": "eu-west-1", "python:password": "hunter2" };
    const { outputs, stop } = await startLocal({ folder, config, pack: false });
    await stop();
    const { queue, ...others } = outputs;
    assert.match(String(queue), /^arn:aws:sqs:eu-west-1:\d{12}:not-modeled-/);
    assert.deepEqual(others, {
      tags: { by: "transform" },
      later: "site",
      text: "DYNAMIC",
      secret: "hunter2",
      organization: "organization",
      isPreview: false,
      region: "eu-west-1",
    });
  });

  it("is a module that main of Pulumi.yaml names, in the virtual environment that it names", async () => {
    const folder = programOf({
      "Pulumi.yaml": "name: python\nruntime: { name: python, options: { virtualenv: venv } }\nmain: app.py\n",
      "app.py": 'import os, pulumi\npulumi.export("folder", os.path.basename(os.getcwd()))\n',
    });
    const { outputs, stop } = await startLocal({ folder, pack: false });
    await stop();
    assert.deepEqual(outputs, { folder: folder.split("/").at(-1) });
  });

  const failures: readonly { readonly what: string; readonly source: string; readonly error: RegExp }[] = [
    {
      what: "an exception once, with the program's lines",
      source: 'import pulumi\ndef fail():\n    raise ValueError("wrong")\nfail()\n',
      error:
        /error: The program failed with an exception:\n\s+Traceback \(most recent call last\):\n\s+File "\S+__main__\.py", line 4, in <module>/,
    },
    {
      what: "an exception in an apply once, with the program's lines",
      source: 'import pulumi\ndef fail(_):\n    raise ValueError("wrong")\npulumi.Output.from_input("").apply(fail)\n',
      error: /exception:\n\s+Traceback \(most recent call last\):\n\s+File "\S+__main__\.py", line 3, in fail\n/,
    },
    {
      what: "a RunError without a traceback",
      source: 'import pulumi\nraise pulumi.RunError("wrong")\n',
      error: /^ {4}error: wrong$/m,
    },
    {
      what: "a mistake of syntax with its line",
      source: 'wrong = (\nprint("wrong")\n',
      error: /exception:\n\s+File "\S+__main__\.py", line 1\n\s+wrong = \(\n\s+\^\n\s+SyntaxError: /,
    },
  ];
  for (const { what, source, error } of failures) {
    it(`reports ${what}`, async () => {
      await assert.rejects(startLocal({ folder: programOf({ "__main__.py": source }), pack: false }), ({ message }) => {
        const [, diagnostics = ""] = String(message).split("Diagnostics:");
        assert.match(diagnostics, error);
        assert.equal(diagnostics.match(/Traceback/g)?.length ?? 0, what.includes("lines") ? 1 : 0);
        assert.doesNotMatch(diagnostics, /an unhandled error/);
        return true;
      });
    });
  }

  /** Runs the command in a folder, as `npx pulumi-local-front`. */
  async function whileServed(folder: string, use: (served: Running) => Promise<void>): Promise<void> {
    const register = join(root, "commands", "transpile", "register.cjs");
    const command = join(root, "commands", "localFront.ts");
    const line = `exec '${process.execPath}' -r '${register}' '${command}' --port 0 --http-port 0`;
    const served = new Running(line, folder);
    try {
      await served.next(/Stop with Ctrl-C/);
      await use(served);
    } finally {
      served.signal("SIGINT");
      await served.finished;
    }
  }

  async function get(served: Running, folder: string, path: string): Promise<string> {
    const [, url = ""] = /^ {2}(https:\S+)$/m.exec(await served.until(/Stop with Ctrl-C/)) ?? [];
    const { output } = await sh(`curl --silent --cacert .local/ca/ca.pem ${url}${path}`, folder);
    return output.trim();
  }

  function edit(folder: string, file: string, before: string, after: string): void {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(before, after));
  }

  it("is served and edited, as in examples/python", async () => {
    const folder = createFolder();
    cpSync(join(root, "examples", "python"), folder, { recursive: true });
    await whileServed(folder, async (served) => {
      const output = await served.until(/Stop with Ctrl-C/);
      assert.match(output, /^Previewing stack dev with the policy pack: passed\nDeploying stack dev: 15 created$/m);
      assert.match(await get(served, folder, ""), /<title>A site from Python<\/title>/);
      assert.equal(await get(served, folder, "api/hello"), "Hello from Lambda!");
      assert.equal(await get(served, folder, "api"), "Hello from Lambda!");

      edit(folder, "api/hello.py", "Hello", "Edited");
      await served.next(/^Deploying stack dev: 1 updated, 14 unchanged$/m);
      assert.equal(await get(served, folder, "api/hello"), "Edited from Lambda!");

      edit(folder, "__main__.py", "enabled=True", "enabled=");
      await served.next(/SyntaxError: .+[^]+The last deployment is still served/);
      assert.equal(await get(served, folder, "api/hello"), "Edited from Lambda!");
      edit(folder, "__main__.py", "enabled=", 'comment="Edited", enabled=True');
      await served.next(/^Deploying stack dev: 1 updated, 14 unchanged$/m);
    });
  });

  it("has MultiOriginSite from the npm package, whose edited handler is deployed", async () => {
    const folder = programOf({
      "Pulumi.yaml":
        "name: python\nruntime: python\npackages:\n  multi-origin: ./node_modules/pulumi-multi-origin/plugin\n",
      "__main__.py": component,
    });
    for (const part of ["api", "site"]) {
      cpSync(join(root, "examples", "yaml", part), join(folder, part), { recursive: true });
    }
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["@pulumi", "pulumi-multi-origin"]) {
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
    }
    const built = await sh("npm run --silent build -w components", root);
    assert.equal(built.code, 0, built.output);
    await whileServed(folder, async (served) => {
      assert.match(await get(served, folder, ""), /<title>A site from YAML<\/title>/);
      assert.equal(await get(served, folder, "api/hello"), "Hello from Lambda!");
      edit(folder, "api/hello.js", "Hello", "Edited");
      await served.next(/^Deploying stack dev: 1 updated, \d+ unchanged$/m);
      assert.equal(await get(served, folder, "api/hello"), "Edited from Lambda!");
    });
  });
});
