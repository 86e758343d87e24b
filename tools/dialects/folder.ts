import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { isObject } from "../../policy-pack/program/readValue";
import type { State } from "../state";
import { Answer } from "./aws/answers";
import { isAws, readAws } from "./aws/readAws";
import { awsSpelling } from "./spellings";

/**
 * Reads a folder of answers of the AWS CLI. The files can have any names, but the code of a CloudFront Function has the
 * function's name.
 */
export function readFolder(folder: string): State {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
  const answers = files.filter((file) => extname(file) === ".json").flatMap(readAnswer);
  if (answers.length === 0) {
    throw new Error("the folder has no output of the AWS CLI");
  }
  const codes = files
    .filter((file) => extname(file) === ".js")
    .map((file) => [basename(file, ".js"), readFileSync(file, "utf8")] as const);
  return { ...readAws(answers, new Map(codes)), spelling: awsSpelling };
}

function readAnswer(file: string): Answer[] {
  const text = readFileSync(file, "utf8");
  // A command that fails, or that finds nothing, writes nothing.
  if (text.trim() === "") {
    return [];
  }
  const content = parse(text, file);
  return isObject(content) && isAws(content) ? [{ file: basename(file, ".json"), content }] : [];
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${basename(file)} is not valid JSON (${String(error)})`, { cause: error });
  }
}
