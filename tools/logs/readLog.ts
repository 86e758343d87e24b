import { createReadStream, openSync, readSync, closeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { isObject, Properties } from "../../policy-pack/program/readValue";

/** A request in CloudFront's standard log. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html */
export interface LogEntry {
  /** Milliseconds since 1970; undefined if the log has no time. */
  readonly time: number | undefined;
  readonly method: string;
  /** The hostname that the viewer requested. */
  readonly host: string;
  /** Without the query string. */
  readonly path: string;
  /** The HTTP status; 0 if the viewer closed the connection before. */
  readonly status: number;
  readonly resultType: string;
  readonly detailedResultType: string;
  /** Whether CloudFront requested an origin; undefined if the log does not have the origin's latency. */
  readonly reachedOrigin: boolean | undefined;
  /** The path pattern of the cache behavior, if the log has it. */
  readonly pathPattern: string | undefined;
}

/** A line of a log: an entry, or undefined for a line that is none. */
export type LogLine = LogEntry | undefined;

/**
 * Reads a log file in JSON or W3C format, compressed or not, line by line.
 * @throws an error that names the file and the accepted formats
 */
export async function* readLog(file: string): AsyncGenerator<LogLine> {
  const start = firstBytes(file);
  if (start.toString("latin1").startsWith("PAR1")) {
    throw notALog(file, "it is in Parquet format");
  }
  const isCompressed = start[0] === 0x1f && start[1] === 0x8b;
  const content = createReadStream(file);
  const input = isCompressed ? content.pipe(createGunzip()) : content;
  // A stream passes its errors on to no other stream.
  content.on("error", (error) => input.destroy(error));
  let fields: readonly string[] = [];
  let entries = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.startsWith("#")) {
        fields = /^#Fields:\s*(.*)$/.exec(line)?.[1]?.trim().split(/\s+/) ?? fields;
      } else if (line.trim() !== "") {
        const entry = toEntry(line.startsWith("{") ? jsonValues(line) : delimitedValues(line, fields));
        entries += entry === undefined ? 0 : 1;
        yield entry;
      }
    }
  } catch (error) {
    throw notALog(file, error instanceof Error ? error.message : String(error));
  }
  if (entries === 0 && start.length > 0) {
    throw notALog(file, "it has no request of a CloudFront log");
  }
}

function notALog(file: string, reason: string): Error {
  return new Error(
    `Cannot read ${file}: ${reason}. Use standard logs of CloudFront in JSON or W3C format, as files or compressed with gzip.`,
  );
}

function firstBytes(file: string): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(4);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, 4, 0));
  } finally {
    closeSync(descriptor);
  }
}

function jsonValues(line: string): Properties {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** W3C logs separate values with a tab, or with a space if the delivery is configured so. */
function delimitedValues(line: string, fields: readonly string[]): Properties {
  const values = line.split(line.includes("\t") ? "\t" : " ");
  return values.length === fields.length ? Object.fromEntries(fields.map((name, at) => [name, values[at]])) : {};
}

function toEntry(values: Properties): LogLine {
  const text = (name: string): string | undefined => {
    const value = values[name];
    const written = typeof value === "number" ? String(value) : value;
    return typeof written === "string" && written !== "-" && written !== "" ? written : undefined;
  };
  const [path, status] = [text("cs-uri-stem"), text("sc-status")];
  if (path === undefined || status === undefined || !/^\d{1,3}$/.test(status)) {
    return undefined;
  }
  const originLatencies = ["origin-fbl", "origin-lbl"].filter((name) => Object.hasOwn(values, name));
  return {
    time: timeOf(text),
    method: text("cs-method") ?? "GET",
    host: (text("x-host-header") ?? text("cs(Host)") ?? "").toLowerCase(),
    path,
    status: Number(status),
    resultType: text("x-edge-result-type") ?? "",
    detailedResultType: text("x-edge-detailed-result-type") ?? "",
    reachedOrigin: originLatencies.length === 0 ? undefined : originLatencies.some((name) => text(name) !== undefined),
    pathPattern: text("cache-behavior-path-pattern"),
  };
}

function timeOf(text: (name: string) => string | undefined): number | undefined {
  const milliseconds = Number(text("timestamp(ms)") ?? Number.NaN);
  const seconds = Number(text("timestamp") ?? Number.NaN) * 1000;
  const [date, time] = [text("date"), text("time")];
  const written = date === undefined || time === undefined ? Number.NaN : Date.parse(`${date}T${time}Z`);
  return [milliseconds, seconds, written].find((candidate) => Number.isFinite(candidate));
}
