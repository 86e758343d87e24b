import { rules } from "../../policy-pack/rules";
import { Finding } from "../../policy-pack/findings/rule";
import { isBlockName, terraformName } from "./terraform/names";

/** How a dialect writes what Pulumi names. */
export interface Spelling {
  /** The text of a rule with the property names of the dialect. */
  readonly text: (text: string) => string;
  /** A property path, such as `distributionConfig.cacheBehaviors[0].originRequestPolicyId`. */
  readonly path: (path: string) => string;
  /** A value to set. */
  readonly value: (value: unknown) => unknown;
}

/** Names of CloudFormation that are not those of pulumi-aws with a capital letter. */
const templateNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bucketRegionalDomainName: "RegionalDomainName",
    cloudfrontDefaultCertificate: "CloudFrontDefaultCertificate",
    customHeaders: "OriginCustomHeaders",
    defaultTtl: "DefaultTTL",
    errorCachingMinTtl: "ErrorCachingMinTTL",
    functionArn: "FunctionARN",
    httpPort: "HTTPPort",
    httpsPort: "HTTPSPort",
    isIpv6Enabled: "IPV6Enabled",
    lambdaArn: "LambdaFunctionARN",
    loggingConfig: "Logging",
    maxTtl: "MaxTTL",
    minTtl: "MinTTL",
    orderedCacheBehaviors: "CacheBehaviors",
    originSslProtocols: "OriginSSLProtocols",
    putRestApiMode: "Mode",
    webAclId: "WebACLId",
    "aws.lambda.Permission": "AWS::Lambda::Permission",
  }),
);

/** Names of the CloudFront API that differ from CloudFormation's. */
const apiNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acmCertificateArn: "ACMCertificateArn",
    customHeaders: "CustomHeaders",
    iamCertificateId: "IAMCertificateId",
    isIpv6Enabled: "IsIPV6Enabled",
    originCustomHeaders: "CustomHeaders",
    originSslProtocols: "OriginSslProtocols",
  }),
);

export const cloudFormationSpelling: Spelling = spelledBy((name) => templateNames.get(name) ?? capitalized(name));

const inApi = spelledBy((name) => apiNames.get(name) ?? templateNames.get(name) ?? capitalized(name));

/** Each list of the CloudFront API has its length. */
export const awsSpelling: Spelling = {
  text: inApi.text,
  path: (path) => inApi.path(path).replaceAll("[", ".Items["),
  value: (value) => (Array.isArray(value) ? { Quantity: value.length, Items: value as unknown[] } : value),
};

const inTerraform = spelledBy(
  (name) => (name === "aws.lambda.Permission" ? "aws_lambda_permission" : terraformName(name)),
  " = ",
);

/** Terraform assigns with an equals sign. A block has none, and blocks follow each other. */
export const terraformSpelling: Spelling = {
  ...inTerraform,
  text: (text) =>
    inTerraform
      .text(text)
      .replace(/(\w+) = \[(\{[^\]]*\})\]/g, "$1 $2")
      .replace(/(\w+) = (?=\{)/g, (written, name: string) => (isBlockName(name) ? `${name} ` : written)),
};

/** A finding with the names of its dialect. */
export function spelled(finding: Finding, spelling: Spelling | undefined): Finding {
  const { problem, unknown } = finding;
  return spelling === undefined
    ? finding
    : {
        ...finding,
        problem: spelling.text(problem),
        ...(unknown === undefined ? {} : { unknown: spelling.text(unknown) }),
      };
}

/** A quoted value can be equal to a name, and a link can contain one. */
const kept = /("(?:[^"\\]|\\.)*"|https?:\/\/\S+)/;

/** A path of names, and the colon of an assignment. */
const paths = /(?<![\w/.:-])[A-Za-z]\w*(?:\[\d*\]|\.[A-Za-z]\w*)*(: )?/g;

/** One word can be a property too, if the text assigns it. */
const assignments = /(?<=\b(?:Set|set|with|and) )[a-z]+: (?=true\b|false\b|$)/g;

/** Words that are properties wherever they stand. */
const words: ReadonlySet<string> = new Set(["customizations"]);

/** The settings of the rules. They have the same names for every dialect. */
const ownSettings: ReadonlySet<string> = new Set(rules.flatMap(({ config = {} }) => Object.keys(config)));

/** @param assignment what stands between a name and its value */
function spelledBy(spell: (name: string) => string, assignment = ": "): Spelling {
  const path = (written: string): string => written.replace(/[A-Za-z]\w*/g, spell);
  const replaced = (written: string, colon: string | undefined): string => {
    const name = written.slice(0, written.length - (colon ?? "").length);
    const isWhole = templateNames.has(name);
    return isWhole || isProperty(name)
      ? `${isWhole ? spell(name) : path(name)}${colon === undefined ? "" : assignment}`
      : written;
  };
  const text = (written: string): string =>
    written
      .split(kept)
      .map((part, index) =>
        index % 2 === 1
          ? part
          : part
              .replace(paths, replaced)
              .replace(assignments, (found) => `${path(found.slice(0, -": ".length))}${assignment}`),
      )
      .join("");
  return { text, path, value: (value) => value };
}

/** Whether a part of the path is in camel case, as only names of properties are. */
function isProperty(path: string): boolean {
  return path.split(".").some((part) => (/^[a-z]\w*[A-Z]/.test(part) && !ownSettings.has(part)) || words.has(part));
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
