import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiOrigin, MultiOriginDistribution, StaticOrigin } from "../../components/index";
import { root } from "../../repository";
import { made, Made, zoneId } from "../support/mocks";

type Inputs = Made["inputs"];
type Proof = (list: readonly Made[]) => void;

const entry = join(root, "lambda", "hello.ts");
const directory = join(root, "site");
const distribution = "aws:cloudfront/distribution:Distribution";
const bucket = "aws:s3/bucket:Bucket";
const fn = "aws:lambda/function:Function";
const permission = "aws:lambda/permission:Permission";
const restStage = "aws:apigateway/stage:Stage";
const httpStage = "aws:apigatewayv2/stage:Stage";
const methodSettings = "aws:apigateway/methodSettings:MethodSettings";
const publicAccessBlock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

/** Both kinds of API without any option, but for names of their own, since some rules judge those. */
function plain(): void {
  const hostedZoneId = zoneId;
  front("http", new ApiOrigin("http-api", { entry }));
  front("rest", new ApiOrigin("rest-api", { entry, kind: "rest-regional" }));
  new ApiOrigin("http-named", { entry, customDomain: { name: "http.example.com", hostedZoneId } });
  new ApiOrigin("rest-named", { entry, kind: "rest-edge", customDomain: { name: "rest.example.com", hostedZoneId } });
}

function front(name: string, api: ApiOrigin): void {
  const files = new StaticOrigin(`${name}-files`, { directory });
  const distributed = new MultiOriginDistribution(name, {
    defaultRoute: { origin: files.origin },
    routes: [{ paths: ["/api", "/api/*"], origin: api.origin }],
  });
  files.grantRead(distributed.distributionArn);
}

/** Every option that a rule asks for, on both kinds of API. */
function withOptions(): void {
  const files = new StaticOrigin("site", { directory });
  const copy = new StaticOrigin("copy", { directory });
  const jwt = { kind: "jwt", issuer: "https://issuer.example.com", audience: ["site"] } as const;
  const http = new ApiOrigin("http", { entry, authorizer: jwt });
  const rest = new ApiOrigin("rest", {
    entry,
    kind: "rest-regional",
    accessLogs: true,
    authorizer: { kind: "api-key" },
  });
  const distributed = new MultiOriginDistribution("front", {
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
  files.grantRead(distributed.distributionArn);
  copy.grantRead(distributed.distributionArn);
}

/** What stands at a path of property names; a list stands for each of its elements. */
function valuesAt(value: unknown, path: string): unknown[] {
  const [first, ...rest] = path.split(".");
  if (Array.isArray(value)) {
    return value.flatMap((element) => valuesAt(element, path));
  }
  const next = (value as Inputs | undefined)?.[first ?? ""];
  if (rest.length > 0) {
    return next === undefined ? [] : valuesAt(next, rest.join("."));
  }
  return Array.isArray(next) ? (next as unknown[]) : [next];
}

/** Every resource of a type, of which there is at least one. */
function every(type: string, holds: (inputs: Inputs) => boolean): Proof {
  return (list) => {
    const found = list.filter((resource) => resource.type === type);
    assert.ok(found.length > 0, `there is no ${type}`);
    for (const { name, inputs } of found) {
      assert.ok(holds(inputs), `${name}: ${JSON.stringify(inputs)}`);
    }
  };
}

/** Every resource of a type has one of these values at a path, and nothing else there. */
function everyHas(type: string, path: string, ...expected: readonly unknown[]): Proof {
  return every(type, (inputs) => {
    const values = valuesAt(inputs, path);
    return values.length > 0 && values.every((value) => expected.includes(value));
  });
}

function everyIsSet(type: string, path: string): Proof {
  return every(type, (inputs) => valuesAt(inputs, path).some((value) => value !== undefined));
}

function none(...types: readonly string[]): Proof {
  return (list) => {
    assert.deepEqual(
      list.filter(({ type }) => types.includes(type)).map(({ name }) => name),
      [],
    );
  };
}

/** Each bucket has a setting of a type, and each of these is as it should be. */
function everyBucketHas(type: string, holds: Proof): Proof {
  return (list) => {
    const of = (wanted: string) => list.filter((resource) => resource.type === wanted);
    assert.deepEqual(
      of(type)
        .map(({ inputs }) => inputs.bucket)
        .sort(),
      of(bucket)
        .map(({ name }) => `${name}-0000000`)
        .sort(),
    );
    holds(list);
  };
}

function both(...proofs: readonly Proof[]): Proof {
  return (list) => {
    for (const proof of proofs) {
      proof(list);
    }
  };
}

interface Statement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Condition?: { readonly Bool?: Readonly<Record<string, string>> };
}

function everyBucketPolicy(holds: (statements: readonly Statement[]) => boolean): Proof {
  const type = "aws:s3/bucketPolicy:BucketPolicy";
  const proof = every(type, ({ policy }) =>
    holds((JSON.parse(String(policy)) as { Statement: readonly Statement[] }).Statement),
  );
  return everyBucketHas(type, proof);
}

function blocks(property: string): Proof {
  return everyBucketHas(publicAccessBlock, everyHas(publicAccessBlock, property, true));
}

const viewersUseHttps = both(
  everyHas(distribution, "defaultCacheBehavior.viewerProtocolPolicy", "redirect-to-https", "https-only"),
  everyHas(distribution, "orderedCacheBehaviors.viewerProtocolPolicy", "redirect-to-https", "https-only"),
);
const webAcl = everyIsSet(distribution, "webAclId");
const distributionLogs = both(
  everyIsSet("aws:cloudwatch/logDeliverySource:LogDeliverySource", "resourceArn"),
  everyIsSet("aws:cloudwatch/logDelivery:LogDelivery", "deliveryDestinationArn"),
);
const ownershipControls = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const noAcls = both(
  none("aws:s3/bucketAcl:BucketAcl"),
  everyBucketHas(ownershipControls, everyHas(ownershipControls, "rule.objectOwnership", "BucketOwnerEnforced")),
);
const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const encrypted = everyBucketHas(
  encryption,
  everyHas(encryption, "rules.applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"),
);
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const versioned = everyBucketHas(versioning, everyHas(versioning, "versioningConfiguration.status", "Enabled"));
const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const clearsAway = (path: string) => everyBucketHas(lifecycle, everyIsSet(lifecycle, path));
const methodsAskWhoCalls = every(
  "aws:apigateway/method:Method",
  ({ authorization, apiKeyRequired }) => authorization !== "NONE" || apiKeyRequired === true,
);
const apiLogs = both(
  everyIsSet(restStage, "accessLogSettings.destinationArn"),
  everyIsSet(httpStage, "accessLogSettings.destinationArn"),
);
const noMethodCache = everyHas(methodSettings, "settings.cachingEnabled", undefined, false);
const tls12AtDomains = both(
  everyHas("aws:apigateway/domainName:DomainName", "securityPolicy", "TLS_1_2"),
  everyHas("aws:apigatewayv2/domainName:DomainName", "domainNameConfiguration.securityPolicy", "TLS_1_2"),
);
const restTraces = everyHas(restStage, "xrayTracingEnabled", true);
const functionTraces = everyHas(fn, "tracingConfig.mode", "Active");
const namesItsSource = everyIsSet(permission, "sourceArn");
const noFunctionUrl = none("aws:lambda/functionUrl:FunctionUrl");
const originTls = everyHas(distribution, "origins.customOriginConfig.originSslProtocols", "TLSv1.2");

/** How each rule is proven that docs/scanners.md calls met. */
const byDefault: Readonly<Record<string, Proof>> = {
  CKV_AWS_34: viewersUseHttps,
  CKV_AWS_216: everyHas(distribution, "enabled", true),
  CKV_AWS_305: everyHas(distribution, "defaultRootObject", "index.html"),
  CKV2_AWS_32: everyIsSet(distribution, "defaultCacheBehavior.responseHeadersPolicyId"),
  CKV2_AWS_46: every(distribution, ({ origins }) =>
    (origins as Inputs[]).some(({ originAccessControlId }) => typeof originAccessControlId === "string"),
  ),
  CKV2_AWS_54: originTls,
  CKV2_AWS_72: everyHas(distribution, "origins.customOriginConfig.originProtocolPolicy", "https-only"),
  "AVD-AWS-0012": viewersUseHttps,
  "AVD-AWS-0013": every(
    distribution,
    (inputs) =>
      valuesAt(inputs, "viewerCertificate.cloudfrontDefaultCertificate")[0] === true ||
      valuesAt(inputs, "viewerCertificate.minimumProtocolVersion")[0] === "TLSv1.2_2021",
  ),

  CKV_AWS_19: encrypted,
  CKV_AWS_20: noAcls,
  CKV_AWS_21: versioned,
  CKV_AWS_53: blocks("blockPublicAcls"),
  CKV_AWS_54: blocks("blockPublicPolicy"),
  CKV_AWS_55: blocks("ignorePublicAcls"),
  CKV_AWS_56: blocks("restrictPublicBuckets"),
  CKV_AWS_57: noAcls,
  CKV_AWS_70: everyBucketPolicy((statements) =>
    statements.every(({ Effect, Principal }) => Effect === "Deny" || JSON.stringify(Principal).includes('"Service":')),
  ),
  CKV_AWS_93: everyBucketPolicy((statements) =>
    statements.every(({ Effect, Condition }) => Effect === "Allow" || Condition !== undefined),
  ),
  CKV_AWS_181: none("aws:s3/objectCopy:ObjectCopy"),
  CKV_AWS_300: clearsAway("rules.abortIncompleteMultipartUpload.daysAfterInitiation"),
  CKV_AWS_375: noAcls,
  CKV_AWS_379: everyBucketPolicy((statements) =>
    statements.some(
      ({ Effect, Condition }) => Effect === "Deny" && Condition?.Bool?.["aws:SecureTransport"] === "false",
    ),
  ),
  CKV2_AWS_6: everyBucketHas(publicAccessBlock, everyIsSet(publicAccessBlock, "bucket")),
  CKV2_AWS_43: noAcls,
  CKV2_AWS_61: clearsAway("rules.noncurrentVersionExpiration.noncurrentDays"),
  CKV2_AWS_65: noAcls,
  "AVD-AWS-0086": blocks("blockPublicAcls"),
  "AVD-AWS-0087": blocks("blockPublicPolicy"),
  "AVD-AWS-0088": encrypted,
  "AVD-AWS-0090": versioned,
  "AVD-AWS-0091": blocks("ignorePublicAcls"),
  "AVD-AWS-0092": noAcls,
  "AVD-AWS-0093": blocks("restrictPublicBuckets"),
  "AVD-AWS-0094": everyBucketHas(publicAccessBlock, everyIsSet(publicAccessBlock, "bucket")),
  "AVD-AWS-0320": everyHas(bucket, "bucket", undefined),

  CKV_AWS_73: restTraces,
  CKV_AWS_206: tls12AtDomains,
  CKV_AWS_276: everyHas(methodSettings, "settings.dataTraceEnabled", undefined, false),
  CKV_AWS_308: noMethodCache,
  CKV2_AWS_77: none("aws:wafv2/webAclAssociation:WebAclAssociation"),
  "AVD-AWS-0002": noMethodCache,
  "AVD-AWS-0003": restTraces,
  "AVD-AWS-0005": tls12AtDomains,

  CKV_AWS_45: every(fn, ({ environment }) =>
    Object.keys((environment as { variables: Inputs }).variables).every((name) => name === "NODE_OPTIONS"),
  ),
  CKV_AWS_50: functionTraces,
  CKV_AWS_258: noFunctionUrl,
  CKV_AWS_301: everyHas(permission, "principal", "apigateway.amazonaws.com"),
  CKV_AWS_363: everyHas(fn, "runtime", "nodejs24.x"),
  CKV_AWS_364: namesItsSource,
  CKV2_AWS_75: noFunctionUrl,
  "AVD-AWS-0066": functionTraces,
  "AVD-AWS-0067": namesItsSource,
};

const byOption: Readonly<Record<string, Proof>> = {
  CKV_AWS_68: webAcl,
  CKV_AWS_86: distributionLogs,
  CKV_AWS_174: everyHas(distribution, "viewerCertificate.minimumProtocolVersion", "TLSv1.2_2021"),
  CKV_AWS_310: everyIsSet(distribution, "originGroups.failoverCriteria"),
  CKV_AWS_374: everyHas(distribution, "restrictions.geoRestriction.restrictionType", "whitelist"),
  CKV2_AWS_42: everyIsSet(distribution, "viewerCertificate.acmCertificateArn"),
  "AVD-AWS-0010": distributionLogs,
  "AVD-AWS-0011": webAcl,

  CKV_AWS_59: methodsAskWhoCalls,
  CKV_AWS_76: apiLogs,
  CKV_AWS_309: everyHas("aws:apigatewayv2/route:Route", "authorizationType", "JWT"),
  CKV2_AWS_70: methodsAskWhoCalls,
  "AVD-AWS-0001": apiLogs,
  "AVD-AWS-0004": methodsAskWhoCalls,
};

interface Row {
  readonly id: string;
  readonly met: string;
  readonly how: string;
}

/** The rows of the tables in docs/scanners.md. */
function documented(): Row[] {
  const text = readFileSync(join(root, "docs", "scanners.md"), "utf8");
  return [
    ...text.matchAll(/^\| `(?<id>(?:CKV2?_AWS|AVD-AWS)[_-]\d+)` *\|[^|]*\|(?<met>[^|]*)\|(?<how>[^|]*)\|$/gm),
  ].map(({ groups = {} }) => ({
    id: groups.id ?? "",
    met: (groups.met ?? "").trim(),
    how: (groups.how ?? "").trim(),
  }));
}

describe("the rules of public scanners", () => {
  let plainly: Made[];
  let optionally: Made[];

  before(async () => {
    plainly = await made(plain);
    optionally = await made(withOptions);
  });

  for (const [id, proof] of Object.entries(byDefault)) {
    it(`${id} is met by default`, () => {
      proof(plainly);
    });
  }

  for (const [id, proof] of Object.entries(byOption)) {
    it(`${id} is met by an option, and not without it`, () => {
      proof(optionally);
      assert.throws(() => {
        proof(plainly);
      }, assert.AssertionError);
    });
  }

  it("are called met in docs/scanners.md where they are proven here, and nowhere else", () => {
    const ids = (met: string) =>
      documented()
        .filter((row) => row.met === met)
        .map(({ id }) => id);
    assert.deepEqual(ids("by default").sort(), Object.keys(byDefault).sort());
    assert.deepEqual(ids("by option").sort(), Object.keys(byOption).sort());
  });

  it("are each met or waived in docs/scanners.md, once, and waived with a reason", () => {
    const rows = documented();
    assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
    for (const { id, met, how } of rows) {
      assert.ok(["by default", "by option", "waived"].includes(met), id);
      assert.ok(met === "by default" || how !== "", id);
    }
  });
});
