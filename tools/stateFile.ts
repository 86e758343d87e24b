import { existsSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseDocument } from "../policy-pack/cloudFormation/document";
import { isObject } from "../policy-pack/program/readValue";
import { isAws, readAws } from "./dialects/aws/readAws";
import { isTemplate, readTemplates } from "./dialects/cloudFormation/readTemplates";
import { readFolder } from "./dialects/folder";
import { awsSpelling, cloudFormationSpelling, terraformSpelling } from "./dialects/spellings";
import { isTerraform, readTerraform } from "./dialects/terraform/readTerraform";
import { readState, State } from "./state";

const forms =
  "Use the output of pulumi stack export --show-secrets, of pulumi preview --json --show-sames, of terraform show -json " +
  "or of the AWS CLI, a CloudFormation template, or a folder with the output of the AWS CLI or with templates.";

/**
 * Reads a file, standard input or a folder. The content decides which form it has.
 * @throws an error that names the file and the problem.
 */
export function readStateFile(file: string): State {
  if (file !== "-" && !existsSync(file)) {
    throw new Error(`Cannot read ${file}: it does not exist.`);
  }
  try {
    return file !== "-" && statSync(file).isDirectory() ? readFolder(file) : readText(textOf(file), stemOf(file));
  } catch (error) {
    throw new Error(
      `Cannot read ${file === "-" ? "standard input" : file}: ${error instanceof Error ? error.message : String(error)}. ${forms}`,
      { cause: error },
    );
  }
}

function textOf(file: string): string {
  // The file descriptor of standard input.
  return readFileSync(file === "-" ? 0 : file, "utf8");
}

/** @param stem the file without its folder and extension */
function readText(text: string, stem: string): State {
  const content = parse(text);
  if (!isObject(content) || Object.hasOwn(content, "deployment") || Object.hasOwn(content, "steps")) {
    return readState(content);
  }
  if (isTerraform(content)) {
    return { ...readTerraform(content), spelling: terraformSpelling };
  }
  if (isTemplate(content)) {
    return { ...readTemplates([{ name: stem, content }]), spelling: cloudFormationSpelling };
  }
  if (isAws(content)) {
    return { ...readAws([{ file: stem, content }]), spelling: awsSpelling };
  }
  return readState(content);
}

/** Only a template can be YAML. */
function parse(text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    return JSON.parse(text);
  }
  const content = parseDocument(text);
  return isTemplate(content) ? content : JSON.parse(text);
}

function stemOf(file: string): string {
  return basename(file).replace(/\.[a-z]+$/, "");
}
