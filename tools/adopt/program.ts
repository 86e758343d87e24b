import { inspect } from "node:util";
import type { MultiOriginDistributionArgs } from "../../components/distribution/args";
import { originsOf } from "../../components/distribution/behavior";
import type { Origin } from "../../components/origin";
import { printable } from "../../policy-pack/program/printable";
import type { Adoption } from "./adoption";
import type { Difference } from "./differences";
import { newAccessControl } from "./origins";

/** The ID in the program if the file has none: `get-distribution-config` does not return it. */
const exampleId = "E1EXAMPLE";

/** A program in TypeScript that imports the distribution, and how to go on, in comments. */
export function programOf({ id = exampleId, args, differences }: Adoption): string {
  const secrets = new Secrets();
  const origins = distinctOrigins(args).map((origin) => [origin.name, written(origin, secrets)] as const);
  const accessControl = JSON.stringify(args).includes(newAccessControl);
  return [
    ...(accessControl ? ['import * as aws from "@pulumi/aws";'] : []),
    'import * as pulumi from "@pulumi/pulumi";',
    'import { MultiOriginDistribution, Origin } from "pulumi-multi-origin";',
    "",
    ...secrets.lines(),
    ...(accessControl ? [accessControlCode] : []),
    `const origins = ${code(Object.fromEntries(origins))} satisfies Record<string, Origin>;`,
    "",
    "export const front = new MultiOriginDistribution(",
    '  "front",',
    `  ${code(withReferences(args))},`,
    `  {
    // Remove the transform after the first update.
    transforms: [
      ({ type, props, opts }) =>
        type === "aws:cloudfront/distribution:Distribution"
          ? { props, opts: pulumi.mergeOptions(opts, { import: ${JSON.stringify(printable(id))}, ignoreChanges: ["*"] }) }
          : undefined,
    ],
  },
);
`,
    ...steps(id).map(comment),
    "//",
    ...(differences.length === 0
      ? ["// The second update changes no setting of the distribution."]
      : ["// The second update changes these settings:", ...differences.flatMap(differenceLines)]),
    "",
  ].join("\n");
}

function steps(id: string): readonly string[] {
  return [
    ...(id === exampleId ? [`Replace ${exampleId} by the ID of the distribution.`] : []),
    "1. pulumi preview shows: import front-distribution. pulumi up adopts the distribution and changes none of its settings.",
    "2. Remove the transform. pulumi preview --diff shows the settings below. pulumi up changes them.",
    "3. Remove the distribution from its earlier owner without deleting it.",
    "",
    "Or import without the transform: pulumi import --file import.json --protect=false --generate-code=false, with this file:",
    ...JSON.stringify(importFile(id), undefined, 2).split("\n"),
  ];
}

/** https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/ */
function importFile(id: string): object {
  return {
    resources: [
      { type: "multi-origin:index:MultiOriginDistribution", name: "front", component: true },
      { type: "aws:cloudfront/distribution:Distribution", name: "front-distribution", id, parent: "front" },
    ],
  };
}

/** One line for the setting, and one for what it means. */
function differenceLines({ part, property, before, after, meaning }: Difference): readonly string[] {
  const setting = [part, property].filter((text) => text !== "").join(": ");
  const change = property === "" ? (before ?? after ?? "") : `${before ?? "none"} -> ${after ?? "none"}`;
  const isHidden = before === undefined && after === undefined;
  return [comment(`- ${setting}${isHidden ? "" : `: ${change}`}`), comment(`  ${meaning}`)];
}

function comment(text: string): string {
  return text === "" ? "//" : `// ${printable(text)}`;
}

function distinctOrigins({ defaultRoute, routes }: MultiOriginDistributionArgs): readonly Origin[] {
  const all = [defaultRoute, ...routes].flatMap(originsOf);
  return [...new Map(all.map((origin) => [origin.name, origin])).values()];
}

function withReferences({ defaultRoute, routes, ...settings }: MultiOriginDistributionArgs): object {
  const referring = (behavior: MultiOriginDistributionArgs["defaultRoute"]): object => ({
    ...behavior,
    origin: reference(behavior.origin),
    ...(behavior.failover === undefined ? {} : { failover: reference(behavior.failover) }),
  });
  return { defaultRoute: referring(defaultRoute), routes: routes.map(referring), ...settings };
}

function reference({ name }: Origin): Expression {
  return new Expression(`origins[${JSON.stringify(name)}]`);
}

/** The values of headers can be secrets, so the program reads them from its configuration. */
function written(origin: Origin, secrets: Secrets): object {
  if (origin.kind === "s3") {
    const isNew = origin.originAccessControlId === newAccessControl;
    return { ...origin, ...(isNew ? { originAccessControlId: new Expression("accessControl.id") } : {}) };
  }
  const { headers, ...others } = origin;
  return headers === undefined
    ? others
    : {
        ...others,
        headers: Object.fromEntries(Object.keys(headers).map((name) => [name, secrets.add(origin.name, name)])),
      };
}

class Secrets {
  private readonly keys: string[] = [];

  add(origin: string, header: string): Expression {
    const key = [origin, header].map((text) => text.replace(/[^A-Za-z0-9-]+/g, "-")).join("-");
    this.keys.push(key);
    return new Expression(`config.requireSecret(${JSON.stringify(key)})`);
  }

  lines(): readonly string[] {
    return this.keys.length === 0
      ? []
      : [
          ...this.keys.map((key) => `// Set the value of the header first: pulumi config set --secret ${key}`),
          "const config = new pulumi.Config();",
          "",
        ];
  }
}

const accessControlCode = `const accessControl = new aws.cloudfront.OriginAccessControl("front-access-control", {
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
`;

class Expression {
  constructor(private readonly text: string) {}

  [inspect.custom](): string {
    return this.text;
  }
}

function code(value: object): string {
  return inspect(value, { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: 100, compact: 3 });
}
