import type { OutputMap } from "@pulumi/pulumi/automation";
import type { Edge } from "../../local-aws/edge";
import type { Transcript } from "../../local-aws/edge/curl";
import type { Session } from "../../local-aws/engine/session";
import { policyPack } from "../../repository";
import { changes, sectionOf } from "../engine";
import { Failure, isEngineError, printLine } from "../terminal";

/** The result of a preview with the policy pack. */
interface Preview {
  readonly isRejected: boolean;
  /** The section "Policies" of the output. */
  readonly policies: string;
}

async function previewWithPack({ stack }: Session): Promise<Preview> {
  printLine("$ pulumi preview --policy-pack policy-pack/serve");
  let output = "";
  const onOutput = (text: string): void => {
    output += text;
  };
  const isRejected = await stack.preview({ policyPacks: [policyPack], onOutput, color: "never" }).then(
    () => false,
    (error: unknown) => {
      expect(isEngineError(error), `the preview failed: ${String(error)}`);
      return true;
    },
  );
  const policies = sectionOf(output, "Policies");
  expect(policies !== "", `the preview failed:\n${output}`);
  printLine(policies);
  return { isRejected, policies };
}

export async function expectRejectedPreview(session: Session): Promise<void> {
  const { isRejected, policies } = await previewWithPack(session);
  expect(isRejected, "the pack accepted the mistake");
  expect(policies.includes("api-gateway-origin-host-header"), "the pack did not report api-gateway-origin-host-header");
}

export async function expectAcceptedPreview(session: Session): Promise<Preview> {
  const preview = await previewWithPack(session);
  expect(!preview.isRejected, "the pack rejected the program");
  return preview;
}

export async function deployWithoutPack({ stack }: Session): Promise<OutputMap> {
  printLine("$ pulumi up --yes");
  const { outputs, summary } = await stack.up({ color: "never" });
  printLine(`  ${summary.result}: ${changes(summary.resourceChanges)}\n`);
  return outputs;
}

/** A request to the API through CloudFront, and the error that CloudFront returns for the mistake. */
export interface FailingRequest {
  readonly path: string;
  readonly response: { readonly status: number; readonly text: string };
}

/** The API returns 200 on its own hostname, and CloudFront returns the error. */
export async function expectMistake(outputs: OutputMap, edge: Edge, { path, response }: FailingRequest): Promise<void> {
  const direct = await request(edge, outputs.apiUrl?.value, path);
  expect(direct.status === 200, "expected 200 from the API on its own hostname");
  const { status, printed } = await request(edge, outputs.url?.value, path);
  expect(status === response.status, `expected ${response.status}`);
  expect(printed.includes(response.text), `expected a body with ${response.text}`);
}

export async function expectHello(outputs: OutputMap, edge: Edge, { path }: FailingRequest): Promise<void> {
  const { status, printed } = await request(edge, outputs.url?.value, path);
  expect(status === 200, "expected 200");
  expect(printed.endsWith("Hello from Lambda!"), "expected Hello from Lambda!");
}

/** Sends a request with curl and prints the command and the response. */
async function request(edge: Edge, url: unknown, path: string): Promise<Transcript> {
  const { curl } = await import("../../local-aws/edge/curl");
  const transcript = await curl(edge, new URL(String(url)).host, path);
  printLine(`$ ${transcript.line}\n${transcript.printed}`);
  return transcript;
}

export function expect(condition: boolean, otherwise: string): void {
  if (!condition) {
    throw new Failure(`Not reproduced: ${otherwise}.`);
  }
}

export function printHeading(text: string): void {
  printLine(`\n${text}\n${"-".repeat(text.length)}`);
}
