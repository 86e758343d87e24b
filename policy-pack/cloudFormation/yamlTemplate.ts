import { Document, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";

/** More values than a template of the largest size can have, unless its aliases repeat each other. */
const mostValues = 200_000;

/**
 * Parses a template in YAML, with the short forms of intrinsic functions as long forms; undefined if it is not valid.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text, { version: "1.1", merge: false, logLevel: "silent", uniqueKeys: true });
    return document.errors.length > 0 ? undefined : new Conversion(document).value(document.contents);
  } catch {
    return undefined;
  }
}

class Conversion {
  private count = 0;

  constructor(private readonly document: Document) {}

  value(node: unknown): unknown {
    if (++this.count > mostValues) {
      throw new Error("too many values");
    }
    if (isAlias(node)) {
      return this.value(node.resolve(this.document));
    }
    const name = isScalar(node) || isSeq(node) || isMap(node) ? longForm(node.tag) : undefined;
    const plain = this.plainValue(node);
    if (name === undefined) {
      return plain;
    }
    return { [name]: name === "Fn::GetAtt" && typeof plain === "string" ? splitOnce(plain) : plain };
  }

  private plainValue(node: unknown): unknown {
    if (isSeq(node)) {
      return node.items.map((item) => this.value(item));
    }
    if (isMap(node)) {
      return Object.fromEntries(node.items.map(({ key, value }) => [keyOf(key), this.value(value)]));
    }
    if (!isScalar(node)) {
      return null;
    }
    // CloudFormation does not support dates and binary values: they are strings.
    return typeof node.value === "object" && node.value !== null ? node.source : node.value;
  }
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.source ?? key.value) : String(key);
}

/** The name of a function by its short form: `!Sub` is `Fn::Sub`. */
function longForm(tag: string | undefined): string | undefined {
  if (tag === undefined || !/^![A-Z]/.test(tag)) {
    return undefined;
  }
  const name = tag.slice(1);
  return name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
}

/** `Resource.Attribute`: an attribute can have more dots, such as `Outputs.Url`. */
function splitOnce(reference: string): string[] {
  const dot = reference.indexOf(".");
  return dot === -1 ? [reference] : [reference.slice(0, dot), reference.slice(dot + 1)];
}
