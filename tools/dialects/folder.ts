import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { parseDocument } from "../../policy-pack/cloudFormation/document";
import { isObject } from "../../policy-pack/program/readValue";
import type { State } from "../state";
import { isAws, readAws } from "./aws/readAws";
import { isTemplate, readTemplates, Template } from "./cloudFormation/readTemplates";
import { awsSpelling, cloudFormationSpelling } from "./spellings";

interface Document {
  readonly file: string;
  readonly content: unknown;
}

const readExtensions: ReadonlySet<string> = new Set([".json", ".yaml", ".yml", ".template"]);

/**
 * Reads a folder with the output of the AWS CLI, or with CloudFormation templates such as `cdk.out`. The files can have any names,
 * but the code of a CloudFront Function has the function's name.
 */
export function readFolder(folder: string): State {
  const files = filesIn(folder);
  const documents = files.filter((file) => readExtensions.has(extname(file))).flatMap(readFile);
  const regions = new Map(documents.flatMap(regionsOf));
  const templates = documents.flatMap(({ file, content }): Template[] => {
    const region = regions.get(file);
    const name = basename(file).replace(/(\.template)?\.[a-z]+$/, "");
    return isTemplate(content) ? [{ name, content, ...(region === undefined ? {} : { region }) }] : [];
  });
  const answers = documents.flatMap(({ file, content }) =>
    isObject(content) && !isTemplate(content) && isAws(content)
      ? [{ file: basename(file, extname(file)), content }]
      : [],
  );
  if (templates.length > 0) {
    return { ...readTemplates(templates), spelling: cloudFormationSpelling };
  }
  if (answers.length === 0) {
    throw new Error("the folder has no CloudFormation template and no output of the AWS CLI");
  }
  const codes = files
    .filter((file) => extname(file) === ".js")
    .map((file) => [basename(file, ".js"), readFileSync(file, "utf8")] as const);
  return { ...readAws(answers, new Map(codes)), spelling: awsSpelling };
}

/** Without the assets of the AWS CDK, which are the code of functions and other files. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith("asset.") || entry.name === "node_modules" ? [] : filesIn(path);
    }
    return [path];
  });
}

function readFile(file: string): Document[] {
  const text = readFileSync(file, "utf8");
  // A command that fails, or that finds nothing, writes nothing.
  return text.trim() === ""
    ? []
    : [{ file, content: extname(file) === ".json" ? parse(text, file) : parseDocument(text) }];
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${basename(file)} is not valid JSON (${String(error)})`, { cause: error });
  }
}

/** The region of each template that a manifest of the AWS CDK names. */
function regionsOf({ file, content }: Document): (readonly [file: string, region: string])[] {
  const artifacts = isObject(content) && basename(file) === "manifest.json" ? content.artifacts : undefined;
  return Object.values(isObject(artifacts) ? artifacts : {}).flatMap((artifact) => {
    const { environment, properties } = isObject(artifact) ? artifact : {};
    const template = isObject(properties) ? properties.templateFile : undefined;
    const region =
      typeof environment === "string" ? /^aws:\/\/[^/]+\/([a-z]+(?:-[a-z]+)+-\d)$/.exec(environment)?.[1] : undefined;
    return typeof template === "string" && region !== undefined
      ? [[join(dirname(file), template), region] as const]
      : [];
  });
}
