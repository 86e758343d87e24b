import assert from "node:assert/strict";
import { failureHints } from "../../../local-aws/engine/failureHints";

describe("The engine's failure in a program of another folder", () => {
  it("is explained once for each provider that cannot be downloaded", () => {
    const line =
      "error: Could not automatically download and install resource plugin 'pulumi-resource-tls' at version v5.0.0";
    const latest = "error: could not find latest version for provider docker-build: Get https://api.github.com";
    const hints = failureHints(`${line}\n${line}\n${latest}`);
    assert.deepEqual(
      hints.map((hint) => /uses the package ([\w-]+), whose provider/.exec(hint)?.[1]),
      ["docker-build", "tls"],
    );
    assert.match(hints[1]!, /Run "pulumi plugin install resource tls" .+ or put pulumi-resource-tls on PATH\.$/);
  });

  it("is explained for a stack that the program reads and the local backend does not have", () => {
    const [hint, ...others] = failureHints(
      "    pulumi:pulumi:StackReference acme/infra/prod  error: Preview failed: organization name must be 'organization'\n" +
        "  pulumi:pulumi:StackReference (acme/infra/prod):",
    );
    assert.match(
      hint!,
      /reads the outputs of the stack acme\/infra\/prod, .+ read these values from the configuration/,
    );
    assert.deepEqual(others, []);
  });

  it("is not explained if it has another cause", () => {
    assert.deepEqual(failureHints("error: BucketAlreadyExists"), []);
  });
});
