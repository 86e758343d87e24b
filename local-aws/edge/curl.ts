import { spawn } from "node:child_process";
import { Edge } from ".";

/** A curl command, with its output. */
export interface Transcript {
  readonly line: string;
  readonly printed: string;
  /** NaN if curl printed no response. */
  readonly status: number;
}

/** The curl command for a URL of the local AWS. */
export function curlWords({ port, caFile }: Edge, host: string, path: string): string[] {
  return [...curlTo(caFile), `https://${host}.localhost:${port}${path}`];
}

/** The curl command without a URL. curl sends requests to loopback to the proxy, too. */
export function curlTo(caFile: string): string[] {
  const hasProxy = ["http_proxy", "https_proxy", "all_proxy"].some(
    (name) => process.env[name] !== undefined || process.env[name.toUpperCase()] !== undefined,
  );
  return ["curl", "--cacert", caFile, ...(hasProxy ? ["--noproxy", "*"] : [])];
}

/** Quotes words for a shell if necessary. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

/** Runs curl and includes the response headers in the output. */
export async function curl(edge: Edge, host: string, path: string): Promise<Transcript> {
  const [program = "", ...rest] = curlWords(edge, host, path);
  const words = [program, "--silent", "--show-error", "--include", ...rest];
  const printed = await outputOf(words);
  return { line: shellLine(words), printed, status: statusIn(printed) };
}

/** The status of `HTTP/2 200`, or of `HTTP/1.1 200 OK` if curl does not support HTTP/2. */
function statusIn(printed: string): number {
  return Number(/^HTTP\/\S+ (\d{3})/.exec(printed)?.[1]);
}

function outputOf([program = "", ...args]: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", () => {
      reject(new Error("cannot start curl; install it and try again."));
    });
    child.on("close", () => {
      resolve(Buffer.concat(chunks).toString());
    });
  });
}
