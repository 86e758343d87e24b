import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startLocal } from "../../local-aws/startLocal";
import { findPython } from "../support/python";

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

  function programOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), "python-"));
    folders.push(folder);
    symlinkSync(environment, join(folder, "venv"));
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
});
