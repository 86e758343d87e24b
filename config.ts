import * as pulumi from "@pulumi/pulumi";
import { isAbsolute, join } from "node:path";
import { isDomainName, writeDomainName } from "./components/checks";
import { ApiKind, apiKinds, problem, Problem, problemLine, withoutStack } from "./components/index";

/** The stack configuration, complete: every key has its value or is deliberately absent. */
export interface StackConfig {
  /** The name viewers use. Absent: the distribution's own name. */
  readonly domainName?: string;
  /** The existing public hosted zone that answers for the names below. Present where any of them is. */
  readonly hostedZone?: string;
  readonly apiKind: ApiKind;
  /** The API's own name, in the same hosted zone. Absent: its default endpoint. */
  readonly apiDomainName?: string;
  /** Absent: closed where the API has a name of its own. */
  readonly closeDefaultEndpoint?: boolean;
  readonly defaultOrigin: "static" | "api";
  readonly apiPaths: readonly string[];
  readonly staticPaths: readonly string[];
  /** Absent: all but Host. */
  readonly forwardHeaders?: readonly string[];
  /** Whether CloudFront sends the API a secret header, and whether the API refuses requests without it. */
  readonly originVerify: "off" | "send" | "enforce";
  /** Counted up by one to change the secret. */
  readonly originVerifyRotation: number;
  /** Absolute. */
  readonly siteDir: string;
  /** What a path of the site that names no file gets. */
  readonly siteRouting: "files" | "directory-index" | "spa";
  readonly priceClass: string;
  readonly webAclArn?: string;
  /** Whether the distribution writes access logs to a bucket. */
  readonly accessLogs: boolean;
  readonly protect: boolean;
}

const priceClasses = ["PriceClass_100", "PriceClass_200", "PriceClass_All"];

/** One parser a key: the value as Pulumi holds it, a string, in; what the program uses, or what to write instead, out. */
const parsers = {
  domainName: domainName,
  hostedZone: domainName,
  apiKind: oneOf(apiKinds),
  apiDomainName: domainName,
  closeDefaultEndpoint: boolean,
  defaultOrigin: oneOf(["static", "api"] as const),
  apiPaths: listOfText,
  staticPaths: listOfText,
  forwardHeaders: listOfText,
  originVerify: oneOf(["off", "send", "enforce"] as const),
  originVerifyRotation: count,
  siteDir: text,
  siteRouting: oneOf(["files", "directory-index", "spa"] as const),
  priceClass: oneOf(priceClasses),
  webAclArn: text,
  accessLogs: boolean,
  protect: boolean,
} satisfies Record<string, Parser<unknown>>;

type Key = keyof typeof parsers;
type Parsed = { [K in Key]?: Exclude<ReturnType<(typeof parsers)[K]>, Instead> };

/** Throws every problem at once, before the first resource exists; the message is all that is printed. */
export function refuseArguments(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw withoutStack(
      new pulumi.RunError(
        ["This stack cannot be deployed as it is configured:", ...problems.map(problemLine)].join("\n"),
      ),
    );
  }
}

/** The configuration as far as it can be read, and every problem of it. */
export interface ReadConfig {
  /** Where a value is wrong, its default. */
  readonly config: StackConfig;
  readonly problems: readonly Problem[];
}

/**
 * Reads the configuration of one project.
 * @param values as `pulumi.runtime.allConfig()` gives them: `project:key` to text, JSON for lists.
 * @param root the folder that relative paths start from.
 */
export function readConfig(values: Readonly<Record<string, string>>, project: string, root: string): ReadConfig {
  const problems: Problem[] = [];
  const parsed: Record<string, unknown> = {};
  for (const [qualified, value] of Object.entries(values)) {
    const [namespace, key = ""] = qualified.split(":", 2);
    if (namespace !== project) {
      continue;
    }
    if (!isKey(key)) {
      problems.push(problem(qualified, value, `no such key; write one of ${Object.keys(parsers).join(", ")}`));
      continue;
    }
    const result = parsers[key](value);
    if (result instanceof Instead) {
      problems.push(problem(qualified, value, result.instead));
    } else {
      parsed[key] = result;
    }
  }
  const given = parsed as Parsed;
  problems.push(...checkTogether(given, project, (key) => `${project}:${key}` in values));
  return { config: complete(given, root), problems };
}

function checkTogether(given: Parsed, project: string, has: (key: Key) => boolean): Problem[] {
  const problems: Problem[] = [];
  const names = (["domainName", "apiDomainName"] as const).filter(has);
  if (names.length > 0 && !has("hostedZone")) {
    problems.push(
      problem(`${project}:hostedZone`, undefined, `write the hosted zone that answers for ${names.join(" and ")}`),
    );
  }
  if (names.length === 0 && has("hostedZone")) {
    problems.push(
      problem(`${project}:hostedZone`, given.hostedZone, "leave it out, or write the domainName that viewers use"),
    );
  }
  return problems;
}

function complete(given: Parsed, root: string): StackConfig {
  const { siteDir = "site", ...rest } = given;
  return {
    apiKind: "http",
    defaultOrigin: "static",
    apiPaths: ["/api", "/api/*"],
    staticPaths: ["/index.html", "/assets/*"],
    originVerify: "enforce",
    originVerifyRotation: 0,
    siteRouting: "directory-index",
    priceClass: "PriceClass_All",
    accessLogs: false,
    protect: false,
    ...rest,
    siteDir: isAbsolute(siteDir) ? siteDir : join(root, siteDir),
  };
}

function isKey(key: string): key is Key {
  return Object.hasOwn(parsers, key);
}

/** A value that could not be read, and what to write instead. */
class Instead {
  constructor(readonly instead: string) {}
}

type Parser<T> = (value: string) => T | Instead;

function text(value: string): string | Instead {
  return value === "" ? new Instead("write a value, or leave the key out") : value;
}

function domainName(value: string): string | Instead {
  return isDomainName(value) ? value : new Instead(writeDomainName);
}

function boolean(value: string): boolean | Instead {
  return value === "true" || value === "false" ? value === "true" : new Instead("write true or false");
}

function count(value: string): number | Instead {
  return /^\d{1,9}$/.test(value) ? Number(value) : new Instead("write a whole number, 0 or more");
}

function oneOf<T extends string>(allowed: readonly T[]): Parser<T> {
  return (value) => allowed.find((candidate) => candidate === value) ?? new Instead(`write ${allowed.join(" or ")}`);
}

function listOfText(value: string): string[] | Instead {
  const instead = new Instead('write a list of texts, e.g. ["/api", "/api/*"]');
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) && list.every((item): item is string => typeof item === "string") ? list : instead;
  } catch {
    return instead;
  }
}
