import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findPython } from "../../../local-aws/engine/pythonInterpreter";

describe("The interpreter of a Python program", () => {
  let box: string;
  let folder: string;
  const path = process.env.PATH;

  beforeEach(function () {
    if (process.platform === "win32") {
      this.skip();
    }
    box = mkdtempSync(join(tmpdir(), "python-"));
    folder = join(box, "program");
    mkdirSync(folder);
    process.env.PATH = [join(box, "bin"), "/bin", "/usr/bin"].join(delimiter);
  });

  afterEach(() => {
    process.env.PATH = path;
    rmSync(box, { recursive: true, force: true });
  });

  /** Writes a program below the test's folder that prints a line. @returns its path */
  function writeProgram(file: string, { output = "", exitCode = 0 } = {}): string {
    const written = join(box, file);
    mkdirSync(dirname(written), { recursive: true });
    writeFileSync(written, `#!/bin/sh\necho "${output}"\nexit ${String(exitCode)}\n`);
    chmodSync(written, 0o755);
    return written;
  }

  it("is that of the option virtualenv, from the program's folder", async () => {
    writeProgram("program/.venv/bin/python");
    const python = writeProgram("shared/bin/python");
    assert.equal(await findPython(folder, { virtualenv: "../shared" }), python);
  });

  it("is that of .venv or venv in the program's folder", async () => {
    writeProgram("bin/python3");
    const venv = writeProgram("program/venv/bin/python");
    assert.equal(await findPython(folder, {}), venv);
    const hidden = writeProgram("program/.venv/bin/python");
    assert.equal(await findPython(folder, { toolchain: "pip" }), hidden);
  });

  it("is that of Poetry's virtual environment", async () => {
    const python = writeProgram("cache/shop-1/bin/python");
    writeProgram("bin/poetry", { output: join(box, "cache", "shop-1") });
    assert.equal(await findPython(folder, { toolchain: "poetry" }), python);
  });

  it("is that of a folder above for a workspace of uv", async () => {
    const python = writeProgram(".venv/bin/python");
    assert.equal(await findPython(folder, { toolchain: "uv" }), python);
  });

  it("is python3 on PATH without a virtual environment", async () => {
    const python = writeProgram("bin/python3");
    assert.equal(await findPython(folder, {}), python);
  });

  it("is rejected with the command that creates the virtual environment, if there is none", async () => {
    const missing = join(folder, "venv");
    await assert.rejects(findPython(folder, { virtualenv: "venv" }), {
      message:
        `There is no virtual environment in ${missing}. ` +
        `Run "python3 -m venv venv && venv/bin/python -m pip install -r requirements.txt" in ${folder}.`,
    });
    await assert.rejects(findPython(folder, { toolchain: "uv", virtualenv: ".venv" }), /Run "uv sync" in /);
    process.env.PATH = join(box, "bin");
    await assert.rejects(findPython(folder, {}), /neither a virtual environment in \S+ nor Python on PATH/);
  });

  it("is rejected with the command that installs the packages, if it does not have Pulumi's SDK", async () => {
    const python = writeProgram("program/venv/bin/python", { exitCode: 1 });
    await assert.rejects(findPython(folder, { toolchain: "poetry" }), {
      message: `${python} does not have the package pulumi. Run "poetry install" in ${folder}.`,
    });
  });

  it("is rejected for a toolchain that Pulumi does not have", async () => {
    await assert.rejects(findPython(folder, { toolchain: "conda" }), {
      message: 'Pulumi.yaml: toolchain: "conda" is not valid; use "pip", "poetry" or "uv".',
    });
  });
});
