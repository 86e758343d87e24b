import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiOrigin, MultiOriginDistribution, StaticOrigin } from "../../components/index";
import { root } from "../../repository";
import { resourcesOf, MockResource, zoneId } from "../support/mocks";

type Inputs = MockResource["inputs"];

const entry = join(root, "lambda", "hello.ts");
const directory = join(root, "site");

/** Both kinds of API without options, except for custom domains, which some rules check. */
function plain(): void {
  const hostedZoneId = zoneId;
  for (const kind of ["http", "rest-regional"] as const) {
    const api = new ApiOrigin(kind, { entry, kind });
    const files = new StaticOrigin(`${kind}-files`, { directory });
    const routes = [{ paths: ["/api", "/api/*"], origin: api.origin }];
    const front = new MultiOriginDistribution(`${kind}-front`, { defaultRoute: { origin: files.origin }, routes });
    files.grantRead(front.distributionArn);
  }
  new ApiOrigin("http-named", { entry, customDomain: { name: "http.example.com", hostedZoneId } });
  new ApiOrigin("rest-named", { entry, kind: "rest-edge", customDomain: { name: "rest.example.com", hostedZoneId } });
}

/** Every option that a rule requires, on both kinds of API. */
function withOptions(): void {
  const files = new StaticOrigin("site", { directory });
  const copy = new StaticOrigin("copy", { directory });
  const jwt = { kind: "jwt", issuer: "https://issuer.example.com", audience: ["site"] } as const;
  const http = new ApiOrigin("http", { entry, authorizer: jwt, tracing: true });
  const apiKey = { kind: "api-key" } as const;
  const rest = new ApiOrigin("rest", {
    entry,
    kind: "rest-regional",
    accessLogs: true,
    authorizer: apiKey,
    tracing: true,
  });
  const front = new MultiOriginDistribution("front", {
    defaultRoute: { origin: files.origin, failover: copy.origin },
    routes: [
      { paths: ["/api", "/api/*"], origin: http.origin },
      { paths: ["/rest", "/rest/*"], origin: rest.origin },
    ],
    domain: { name: "example.com", hostedZoneId: zoneId },
    managedWebAcl: {},
    accessLogs: {},
    geoRestriction: { allow: ["DE"] },
  });
  files.grantRead(front.distributionArn);
  copy.grantRead(front.distributionArn);
}

/** The rules' IDs, and what they require: a setting of each resource of a type, or that there is none of that type. */
type Rule =
  | readonly [ids: string, type: string, path: string, ...allowed: readonly unknown[]]
  | readonly [ids: string, type: string, complies: (inputs: Inputs) => boolean]
  | readonly [ids: string, absentType: string];

const distribution = "aws:cloudfront/distribution:Distribution";
const publicAccess = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ownership = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const restDomain = "aws:apigateway/domainName:DomainName";
const restMethod = "aws:apigateway/method:Method";
const restSettings = "aws:apigateway/methodSettings:MethodSettings";
const restStage = "aws:apigateway/stage:Stage";
const httpDomain = "aws:apigatewayv2/domainName:DomainName";
const httpStage = "aws:apigatewayv2/stage:Stage";
const fn = "aws:lambda/function:Function";
const permission = "aws:lambda/permission:Permission";

const https = ["redirect-to-https", "https-only"];
const noAcls = "CKV_AWS_20 CKV_AWS_57 CKV_AWS_375 CKV2_AWS_43 CKV2_AWS_65 AVD-AWS-0092";

const byDefault: readonly Rule[] = [
  ["CKV_AWS_34 AVD-AWS-0012", distribution, "defaultCacheBehavior.viewerProtocolPolicy", ...https],
  ["CKV_AWS_34 AVD-AWS-0012", distribution, "orderedCacheBehaviors.viewerProtocolPolicy", ...https],
  ["AVD-AWS-0013", distribution, hasDefaultCertificateOrTls12],
  ["CKV_AWS_216", distribution, "enabled", true],
  ["CKV_AWS_305", distribution, "defaultRootObject", "index.html"],
  ["CKV2_AWS_32", distribution, "defaultCacheBehavior.responseHeadersPolicyId"],
  ["CKV2_AWS_46", distribution, "origins.originAccessControlId"],
  ["CKV2_AWS_54", distribution, "origins.customOriginConfig.originSslProtocols", "TLSv1.2"],
  ["CKV2_AWS_72", distribution, "origins.customOriginConfig.originProtocolPolicy", "https-only"],

  ["CKV_AWS_19 AVD-AWS-0088", encryption, "rules.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"],
  [noAcls, "aws:s3/bucketAcl:BucketAcl"],
  [noAcls, ownership, "rule.objectOwnership", "BucketOwnerEnforced"],
  ["CKV_AWS_21 AVD-AWS-0090", versioning, "versioningConfiguration.status", "Enabled"],
  ["CKV_AWS_53 AVD-AWS-0086", publicAccess, "blockPublicAcls", true],
  ["CKV_AWS_54 AVD-AWS-0087", publicAccess, "blockPublicPolicy", true],
  ["CKV_AWS_55 AVD-AWS-0091", publicAccess, "ignorePublicAcls", true],
  ["CKV_AWS_56 AVD-AWS-0093", publicAccess, "restrictPublicBuckets", true],
  ["CKV2_AWS_6 AVD-AWS-0094", publicAccess, "bucket"],
  ["CKV_AWS_70", bucketPolicy, allowsOnlyServices],
  ["CKV_AWS_93", bucketPolicy, deniesOnlyUnderCondition],
  ["CKV_AWS_379", bucketPolicy, deniesWithoutTls],
  ["CKV_AWS_181", "aws:s3/objectCopy:ObjectCopy"],
  ["CKV_AWS_300", lifecycle, "rules.abortIncompleteMultipartUpload.daysAfterInitiation"],
  ["CKV2_AWS_61", lifecycle, "rules.noncurrentVersionExpiration.noncurrentDays"],
  // Pulumi generates the bucket's name from the resource's, without a dot.
  ["AVD-AWS-0320", "aws:s3/bucket:Bucket", "bucket", undefined],

  ["CKV_AWS_206 AVD-AWS-0005", restDomain, "securityPolicy", "TLS_1_2"],
  ["CKV_AWS_206 AVD-AWS-0005", httpDomain, "domainNameConfiguration.securityPolicy", "TLS_1_2"],
  ["CKV_AWS_276", restSettings, "settings.dataTraceEnabled", undefined, false],
  ["CKV_AWS_308 AVD-AWS-0002", restSettings, "settings.cachingEnabled", undefined, false],
  ["CKV2_AWS_77", "aws:wafv2/webAclAssociation:WebAclAssociation"],

  ["CKV_AWS_45", fn, hasNoCredentials],
  ["CKV_AWS_258 CKV2_AWS_75", "aws:lambda/functionUrl:FunctionUrl"],
  ["CKV_AWS_301", permission, "principal", "apigateway.amazonaws.com"],
  ["CKV_AWS_363", fn, "runtime", "nodejs24.x"],
  ["CKV_AWS_364 AVD-AWS-0067", permission, "sourceArn"],
];

const byOption: readonly Rule[] = [
  ["CKV_AWS_68 AVD-AWS-0011", distribution, "webAclId"],
  ["CKV_AWS_86 AVD-AWS-0010", "aws:cloudwatch/logDeliverySource:LogDeliverySource", "resourceArn"],
  ["CKV_AWS_86 AVD-AWS-0010", "aws:cloudwatch/logDelivery:LogDelivery", "deliveryDestinationArn"],
  ["CKV_AWS_174", distribution, "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2021"],
  ["CKV_AWS_310", distribution, "originGroups.failoverCriteria"],
  ["CKV_AWS_374", distribution, "restrictions.geoRestriction.restrictionType", "whitelist"],
  ["CKV2_AWS_42", distribution, "viewerCertificate.acmCertificateArn"],

  ["CKV_AWS_59 CKV2_AWS_70 AVD-AWS-0004", restMethod, authenticatesCallers],
  ["CKV_AWS_309", "aws:apigatewayv2/route:Route", "authorizationType", "JWT"],
  ["CKV_AWS_76 AVD-AWS-0001", restStage, "accessLogSettings.destinationArn"],
  ["CKV_AWS_73 AVD-AWS-0003", restStage, "xrayTracingEnabled", true],
  ["CKV_AWS_50 AVD-AWS-0066", fn, "tracingConfig.mode", "Active"],
];

/** HTTP APIs comply by default; REST APIs by option. */
const httpAccessLogs: Rule = ["CKV_AWS_76 AVD-AWS-0001", httpStage, "accessLogSettings.destinationArn"];

function hasDefaultCertificateOrTls12(inputs: Inputs): boolean {
  const { viewerCertificate } = inputs as { viewerCertificate: Inputs };
  return (
    viewerCertificate.cloudfrontDefaultCertificate === true ||
    viewerCertificate.minimumProtocolVersion === "TLSv1.2_2021"
  );
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Condition?: { readonly Bool?: Readonly<Record<string, string>> };
}

function statements({ policy }: Inputs): readonly Statement[] {
  return (JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement;
}

function allowsOnlyServices(inputs: Inputs): boolean {
  return statements(inputs).every(
    ({ Effect, Principal }) => Effect === "Deny" || JSON.stringify(Principal).includes('"Service":'),
  );
}

function deniesOnlyUnderCondition(inputs: Inputs): boolean {
  return statements(inputs).every(({ Effect, Condition }) => Effect === "Allow" || Condition !== undefined);
}

function deniesWithoutTls(inputs: Inputs): boolean {
  return statements(inputs).some(
    ({ Effect, Condition }) => Effect === "Deny" && Condition?.Bool?.["aws:SecureTransport"] === "false",
  );
}

function hasNoCredentials({ environment }: Inputs): boolean {
  return Object.keys((environment as { variables: Inputs }).variables).every((name) => name === "NODE_OPTIONS");
}

function authenticatesCallers({ authorization, apiKeyRequired }: Inputs): boolean {
  return authorization !== "NONE" || apiKeyRequired === true;
}

/** The values at a path of property names. A list stands for each of its elements. */
function valuesAt(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((element) => valuesAt(element, path));
  }
  const [first = "", ...rest] = path.split(".");
  const next = (value as Inputs | undefined)?.[first];
  if (rest.length > 0) {
    return next === undefined ? [] : valuesAt(next, rest.join("."));
  }
  return Array.isArray(next) ? (next as unknown[]) : [next];
}

function complies(inputs: Inputs, requirement: unknown, allowed: readonly unknown[]): boolean {
  if (typeof requirement === "function") {
    return (requirement as (inputs: Inputs) => boolean)(inputs);
  }
  const values = valuesAt(inputs, String(requirement));
  return allowed.length === 0
    ? values.some((value) => value !== undefined)
    : values.length > 0 && values.every((value) => allowed.includes(value));
}

function assertCompliance(resources: readonly MockResource[], [, type, requirement, ...allowed]: Rule): void {
  const found = resources.filter((resource) => resource.type === type);
  if (requirement === undefined) {
    assert.deepEqual(found, []);
    return;
  }
  assert.ok(found.length > 0, `no resource of type ${type}`);
  if (/^aws:s3\/bucket[A-Z]/.test(type) && !type.startsWith("aws:s3/bucketObject")) {
    assert.deepEqual(found.map(({ inputs }) => inputs.bucket).sort(), bucketNames(resources), "one for each bucket");
  }
  for (const { name, inputs } of found) {
    assert.ok(complies(inputs, requirement, allowed), `${name}: ${JSON.stringify(inputs)}`);
  }
}

function bucketNames(resources: readonly MockResource[]): string[] {
  return resources.flatMap(({ type, name }) => (type === "aws:s3/bucket:Bucket" ? [`${name}-0000000`] : [])).sort();
}

function describeRule([ids, type, requirement, ...allowed]: Rule): string {
  const name = type.replace(/^.*:/, "");
  if (requirement === undefined) {
    return `${ids}: no ${name}`;
  }
  const setting = typeof requirement === "function" ? requirement.name : requirement;
  return `${ids}: ${name} ${setting} ${allowed.map(String).join(" or ")}`.trimEnd();
}

/** The rules' IDs and the reasons in the table of docs/scanners.md. */
function waivers(): { readonly ids: readonly string[]; readonly reason: string }[] {
  const page = readFileSync(join(root, "docs", "scanners.md"), "utf8");
  return [...page.matchAll(/^\| (?<ids>`(?:CKV|AVD).*?) *\|[^|]*\| *(?<reason>[^|]*?) *\|$/gm)].map(
    ({ groups: { ids = "", reason = "" } = {} }) => ({ ids: ids.match(/[\w-]{5,}/g) ?? [], reason }),
  );
}

describe("The components, under the rules of public scanners,", () => {
  let plainResources: MockResource[];
  let optionResources: MockResource[];

  before(async () => {
    plainResources = await resourcesOf(plain);
    optionResources = await resourcesOf(withOptions);
  });

  for (const rule of [...byDefault, httpAccessLogs]) {
    it(`comply by default with ${describeRule(rule)}`, () => {
      assertCompliance(plainResources, rule);
    });
  }

  for (const rule of byOption) {
    it(`comply only by an option with ${describeRule(rule)}`, () => {
      assertCompliance(optionResources, rule);
      assert.throws(() => {
        assertCompliance(plainResources, rule);
      }, assert.AssertionError);
    });
  }

  it("comply with each rule, or have a waiver with a reason in docs/scanners.md", () => {
    const proven = new Set([...byDefault, ...byOption].flatMap(([ids]) => ids.split(" ")));
    const waived = waivers().flatMap(({ ids }) => ids);
    assert.deepEqual([proven.size, waived.length], [67, 27]);
    assert.equal(new Set([...proven, ...waived]).size, 94);
    assert.deepEqual(
      waivers().filter(({ reason }) => reason.length < 10),
      [],
    );
  });
});
