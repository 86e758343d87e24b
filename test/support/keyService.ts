import type { Stack } from "@pulumi/pulumi/automation";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

/**
 * Makes the engine encrypt a stack's secrets with a key of AWS KMS. From a passphrase, the CLI derives a key at each start, with
 * a million rounds of a hash. That takes a quarter of a preview's time.
 */
export async function useKeyService({ name, workspace }: Stack): Promise<void> {
  const args = ["stack", "change-secrets-provider", secretsProvider, "--stack", name];
  const env = { ...process.env, ...workspace.envVars, ...(await keyServiceVariables()) };
  await promisify(execFile)(workspace.pulumiCommand.command, args, { cwd: workspace.workDir, env });
}

export const secretsProvider = "awskms://alias/stack?region=us-east-1";

let served: ReturnType<typeof serve> | undefined;

/** The environment variables for the CLI to use the key. */
export function keyServiceVariables(): ReturnType<typeof serve> {
  served ??= serve();
  return served;
}

/** Serves a fake KMS whose ciphertext is the plaintext: https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
async function serve(): Promise<Readonly<Record<string, string>>> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { KeyId, Plaintext, CiphertextBlob = Plaintext } = JSON.parse(body) as Record<string, string | undefined>;
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ KeyId, Plaintext: CiphertextBlob, CiphertextBlob }));
    });
  });
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}
