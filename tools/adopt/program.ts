import type { MultiOriginDistributionArgs } from "../../components/distribution/args";
import { originsOf } from "../../components/distribution/behavior";
import type { Origin } from "../../components/origin";
import { printable } from "../../policy-pack/program/printable";
import type { Properties } from "../../policy-pack/program/readValue";
import type { Adoption } from "./adoption";
import { code, Expression } from "./code";
import { HeaderValues } from "./headerValues";
import { exampleId, notesOf } from "./notes";
import { newAccessControl } from "./origins";
import { items } from "./settings";

/** A program in TypeScript that imports the distribution, and how to continue, in comments. */
export function programOf(adoption: Adoption): string {
  const { id = exampleId, config, args, rejections } = adoption;
  const importId = JSON.stringify(printable(id));
  const lines = rejections.length === 0 ? componentProgram(importId, args) : distributionProgram(importId, config);
  return [...lines, "", ...notesOf(adoption), ""].join("\n");
}

function componentProgram(importId: string, args: MultiOriginDistributionArgs): readonly string[] {
  const values = new HeaderValues();
  const origins = distinctOrigins(args).map((origin) => [origin.name, withReferences(origin, values)] as const);
  const hasNewAccessControl = JSON.stringify(args).includes(newAccessControl);
  return [
    ...(hasNewAccessControl ? ['import * as aws from "@pulumi/aws";'] : []),
    'import * as pulumi from "@pulumi/pulumi";',
    'import { MultiOriginDistribution, Origin } from "pulumi-multi-origin";',
    "",
    ...values.lines(),
    ...(hasNewAccessControl ? [accessControlCode] : []),
    `const origins = ${code(Object.fromEntries(origins))} satisfies Record<string, Origin>;`,
    "",
    "export const front = new MultiOriginDistribution(",
    '  "front",',
    `  ${code(withOriginNames(args), "  ")},`,
    `  {
    // Remove the transform after the first update.
    transforms: [
      ({ type, props, opts }) =>
        type === "aws:cloudfront/distribution:Distribution"
          ? { props, opts: pulumi.mergeOptions(opts, { import: ${importId}, ignoreChanges: ["*"] }) }
          : undefined,
    ],
  },
);`,
  ];
}

/** Each origin of the routes once. */
function distinctOrigins({ defaultRoute, routes }: MultiOriginDistributionArgs): readonly Origin[] {
  const all = [defaultRoute, ...routes].flatMap(originsOf);
  return [...new Map(all.map((origin) => [origin.name, origin])).values()];
}

function withOriginNames({ defaultRoute, routes, ...settings }: MultiOriginDistributionArgs): object {
  const named = (behavior: MultiOriginDistributionArgs["defaultRoute"]): object => ({
    ...behavior,
    origin: reference(behavior.origin),
    ...(behavior.failover === undefined ? {} : { failover: reference(behavior.failover) }),
  });
  return {
    defaultRoute: named(defaultRoute),
    routes: routes.map(({ paths, ...behavior }) => ({ paths, ...named(behavior) })),
    ...settings,
  };
}

function reference({ name }: Origin): Expression {
  return new Expression(`origins[${JSON.stringify(name)}]`);
}

function withReferences(origin: Origin, values: HeaderValues): object {
  if (origin.kind === "s3") {
    const isNew = origin.originAccessControlId === newAccessControl;
    return { ...origin, ...(isNew ? { originAccessControlId: new Expression("accessControl.id") } : {}) };
  }
  const { headers = {}, ...others } = origin;
  const named = Object.keys(headers).map((header) => [header, values.add(origin.name, header)] as const);
  return { ...others, ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }) };
}

const accessControlCode = `const accessControl = new aws.cloudfront.OriginAccessControl("front-access-control", {
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
`;

function distributionProgram(importId: string, config: Properties): readonly string[] {
  const values = new HeaderValues();
  const origins = items(config.origins).map((origin) => ({
    ...origin,
    ...(origin.customHeaders === undefined ? {} : { customHeaders: headersOf(origin, values) }),
  }));
  const hasHeaders = values.lines().length > 0;
  return [
    'import * as aws from "@pulumi/aws";',
    ...(hasHeaders ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    "",
    ...values.lines(),
    "export const front = new aws.cloudfront.Distribution(",
    '  "front",',
    `  ${code({ ...config, origins }, "  ")},`,
    `  { import: ${importId} },`,
    ");",
  ];
}

function headersOf({ originId, customHeaders }: Properties, values: HeaderValues): readonly object[] {
  return items(customHeaders).map(({ name }) => ({ name, value: values.add(String(originId), String(name)) }));
}
