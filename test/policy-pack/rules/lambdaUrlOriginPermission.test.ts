import assert from "node:assert/strict";
import { Unknown } from "../../../policy-pack/program/maybe";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Resource } from "../../../policy-pack/program/resource";
import { lambdaUrlOriginPermission } from "../../../policy-pack/rules/lambdaUrlOriginPermission";
import { routeDistribution } from "../../../policy-pack/findings/routedDistribution";
import { awsDistribution, front, Properties, resource } from "../../support/distributions";
import { api, apiBehavior, describeRule } from "../../support/ruleCases";

const host = "abcdef.lambda-url.eu-west-1.on.aws";
const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE";
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:shop";
const violation = [["violation", apiBehavior]] as const;
const undetermined = [["undetermined", apiBehavior]] as const;

const notYet = (...sources: Resource[]) => new Unknown("not yet", () => sources);
const distribution = (id: string, arn: unknown) => resource("aws:cloudfront/distribution:Distribution", id, { arn });
const control = (signingBehavior: unknown, id = "E2") =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", `control-${id}`, { id, signingBehavior });
const script = resource("command:local:Command", "grant", { create: "aws lambda add-permission" });

/** A function that this preview creates, its URL, and an origin access control that signs. */
function created(name: string, url: Properties = {}) {
  const fn = resource("aws:lambda/function:Function", name, { name, id: notYet(), arn: notYet() });
  const functionUrl = resource("aws:lambda/functionUrl:FunctionUrl", `${name}-url`, {
    functionName: name,
    functionUrl: `https://${host}/`,
    authorizationType: "AWS_IAM",
    ...url,
  });
  return [fn, functionUrl] as const;
}

function permission(action: unknown, changes: Properties = {}) {
  return resource("aws:lambda/permission:Permission", `allow-${String(action)}-${Object.keys(changes).join("-")}`, {
    action,
    function: "shop",
    principal: "cloudfront.amazonaws.com",
    sourceArn: distributionArn,
    ...changes,
  });
}

const [shop, shopUrl] = created("shop");
const setup = [shop, shopUrl, control("always"), front];
const known = distribution(front.urn.split("::").at(-1) ?? "", distributionArn);
const inRegion = (region: string) => [{ ...shop, props: { ...(shop.props as Properties), region } }, ...setup.slice(1)];
const invokeUrl = "lambda:InvokeFunctionUrl";
const invoke = "lambda:InvokeFunction";
const existing = { ...shop, props: { name: "shop", id: "shop", arn: functionArn } };
const signed = (origin: Properties = {}, settings: Properties = {}) =>
  api(settings, { domainName: host, originAccessControlId: "E2", ...origin });

const pair = (changes: Properties = {}) => [permission(invokeUrl, changes), permission(invoke, changes)];

describeRule(lambdaUrlOriginPermission, [
  { title: "both permissions", props: signed(), resources: [...setup, ...pair()], findings: [] },
  {
    title: "no permission for a function that is being created",
    props: signed(),
    resources: setup,
    findings: violation,
    message: /lambda:InvokeFunctionUrl and lambda:InvokeFunction: 403\. Add new aws\.lambda\.Permission/,
  },
  {
    title: "only lambda:InvokeFunctionUrl",
    props: signed(),
    resources: [...setup, permission(invokeUrl)],
    findings: violation,
    message: /no permission allows lambda:InvokeFunction: 403/,
  },
  {
    title: "a permission for an API only",
    props: signed(),
    resources: [...setup, ...pair({ principal: "apigateway.amazonaws.com" })],
    findings: violation,
  },
  {
    title: "permissions of another function",
    props: signed(),
    resources: [...setup, ...pair({ function: `${functionArn}-2` })],
    findings: violation,
  },
  {
    title: "permissions of another function that is created, too",
    props: signed(),
    resources: [...setup, created("other")[0], ...pair({ function: notYet(created("other")[0]) })],
    findings: violation,
  },
  {
    title: "a permission for another authorization type",
    props: signed(),
    resources: [...setup, permission(invokeUrl, { functionUrlAuthType: "NONE" }), permission(invoke)],
    findings: violation,
  },
  {
    title: "every action",
    props: signed(),
    resources: [...setup, permission("lambda:*")],
    findings: [],
  },
  {
    title: "permissions by the function's ARN",
    props: signed(),
    resources: [...setup, ...pair({ function: functionArn })],
    findings: [],
  },
  {
    title: "permissions by an ARN that the function outputs",
    props: signed(),
    resources: [...setup, ...pair({ function: notYet(shop) })],
    findings: [],
  },
  {
    title: "permissions for every distribution of an account, which the preview creates",
    props: signed(),
    resources: [shop, shopUrl, control("always"), ...pair({ sourceArn: "arn:aws:cloudfront::1:distribution/*" })],
    findings: [],
  },
  {
    title: "permissions for distributions of another service, so that the ARN must be compared",
    props: signed(),
    resources: [shop, shopUrl, control("always"), ...pair({ sourceArn: "arn:aws:iot::1:distribution/*" })],
    findings: undetermined,
  },
  {
    title: "permissions for the distributions of another partition, if the distribution's ARN is known",
    props: signed(),
    resources: [
      ...setup.slice(0, 3),
      known,
      ...pair({ sourceArn: "arn:aws-cn:cloudfront::123456789012:distribution/*" }),
    ],
    findings: violation,
  },
  {
    title: "permissions for the distributions of another partition, if the distribution's ARN is unknown",
    props: signed(),
    resources: [shop, shopUrl, control("always"), ...pair({ sourceArn: "arn:aws-cn:cloudfront::1:distribution/*" })],
    findings: undetermined,
  },
  {
    title: "permissions for CloudFront of another partition",
    props: signed(),
    resources: [...setup, ...pair({ principal: "cloudfront.amazonaws.com.cn" })],
    findings: undetermined,
  },
  {
    title: "permissions in another region than the function's",
    props: signed(),
    resources: [...inRegion("eu-west-1"), ...pair({ region: "us-east-1" })],
    findings: violation,
  },
  {
    title: "permissions in the function's region",
    props: signed(),
    resources: [...inRegion("eu-west-1"), ...pair({ region: "eu-west-1" })],
    findings: [],
  },
  {
    title: "permissions in a region, for a function in the provider's",
    props: signed(),
    resources: [...setup, ...pair({ region: "us-east-1" })],
    findings: undetermined,
  },
  {
    title: "permissions by the ARN of a function in another region",
    props: signed(),
    resources: [existing, ...setup.slice(1), ...pair({ function: functionArn.replace("eu-west-1", "us-east-1") })],
    findings: undetermined,
    message: /no permission of this program allows/,
  },
  {
    title: "permissions for an organization",
    props: signed(),
    resources: [...setup, ...pair({ principalOrgId: "o-abcdefghij" })],
    findings: undetermined,
  },
  {
    title: "permissions without a source ARN",
    props: signed(),
    resources: [...setup, ...pair({ sourceArn: undefined })],
    findings: [],
  },
  {
    title: "permissions whose source ARN is an output of the distribution",
    props: signed(),
    resources: [...setup, ...pair({ sourceArn: notYet(front) })],
    findings: [],
  },
  {
    title: "a permission whose action is unknown",
    props: signed(),
    resources: [...setup, permission(invokeUrl), permission(notYet())],
    findings: undetermined,
  },
  {
    title: "a permission whose function is unknown",
    props: signed(),
    resources: [...setup, ...pair({ function: notYet() })],
    findings: undetermined,
  },
  {
    title: "permissions of an alias",
    props: signed(),
    resources: [...setup, ...pair({ qualifier: "live" })],
    findings: undetermined,
  },
  {
    title: "a function that exists",
    props: signed(),
    resources: [existing, shopUrl, control("always"), front, permission(invokeUrl)],
    findings: undetermined,
    message: /no permission of this program allows lambda:InvokeFunction, but another program can have one/,
  },
  {
    title: "a function that exists, with both permissions",
    props: signed(),
    resources: [existing, shopUrl, control("always"), front, ...pair()],
    findings: [],
  },
  {
    title: "a function of another program",
    props: signed(),
    resources: [shopUrl, control("always"), front],
    findings: undetermined,
  },
  { title: "a function URL of another program", props: signed(), findings: undetermined },
  {
    title: "a function that the operation skips",
    props: signed(),
    resources: [{ ...shop, props: notYet() }, shopUrl, control("always"), front],
    findings: undetermined,
  },
  {
    title: "a script that can add permissions",
    props: signed(),
    resources: [...setup, script],
    findings: undetermined,
    message: /grant can add a permission/,
  },
  {
    title: "a stack of CloudFormation that can add permissions",
    props: signed(),
    resources: [...setup, resource("aws:cloudformation/stack:Stack", "grants")],
    findings: undetermined,
  },
  {
    title: "a component, which adds none",
    props: signed(),
    resources: [...setup, { ...resource("acme:index:Shop", "shop"), isComponent: true }],
    findings: violation,
  },
  {
    title: "an access control that signs only if the viewer does not",
    props: signed(),
    resources: [shop, shopUrl, control("no-override"), front],
    findings: undetermined,
  },
  {
    title: "an access control of another program",
    props: signed(),
    resources: [shop, shopUrl, front],
    findings: undetermined,
  },
  {
    title: "a function URL without authorization, to which the provider adds permissions",
    props: signed({ originAccessControlId: undefined }),
    resources: created("shop", { authorizationType: "NONE" }),
    findings: [],
  },
  {
    title: "IAM without an access control",
    props: signed({ originAccessControlId: undefined }),
    resources: [shop, shopUrl, ...pair()],
    findings: undetermined,
    message: /only viewers can sign/,
  },
  {
    title: "an unknown authorization type",
    props: signed(),
    resources: [...created("shop", { authorizationType: notYet() }), control("always")],
    findings: undetermined,
  },
  {
    title: "a Lambda@Edge function that can sign",
    props: signed({}, { lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn: "arn" }] }),
    resources: setup,
    findings: undetermined,
  },
  {
    title: "an unknown domain name that comes from the function URL",
    props: signed({ domainName: notYet(shopUrl) }),
    resources: setup,
    findings: violation,
  },
  {
    title: "an unknown domain name that comes from one of two function URLs, each without permissions",
    props: signed({ domainName: notYet(shopUrl, created("images")[1]) }),
    resources: [...setup, ...created("images")],
    findings: violation,
  },
  {
    title: "an unknown domain name that comes from one of two function URLs, one with permissions",
    props: signed({ domainName: notYet(shopUrl, created("images")[1]) }),
    resources: [...setup, ...created("images"), ...pair()],
    findings: undetermined,
  },
]);

const nativeFunction = resource("aws-native:lambda:Function", "fn", {
  id: notYet(),
  functionName: "shop",
  arn: notYet(),
});
const nativeUrl = (authType: string) =>
  resource("aws-native:lambda:Url", "url", {
    authType,
    targetFunctionArn: notYet(nativeFunction),
    functionUrl: `https://${host}/`,
  });
const nativePermission = (action: string, changes: Properties) =>
  resource("aws-native:lambda:Permission", action, { action, functionName: notYet(nativeFunction), ...changes });
const nativeControl = resource("aws-native:cloudfront:OriginAccessControl", "control", {
  id: "E2",
  originAccessControlConfig: { signingBehavior: "always" },
});
const byCloudFront = { principal: "cloudfront.amazonaws.com" };
const byEveryone = { principal: "*", functionUrlAuthType: "NONE" };

describe("lambda-url-origin-permission with aws-native", () => {
  const kinds = (resources: readonly Resource[], props = signed()) =>
    lambdaUrlOriginPermission
      .check(routeDistribution(awsDistribution(props), indexProgram(resources)))
      .map(({ kind }) => kind);
  const iam = [nativeFunction, nativeUrl("AWS_IAM"), nativeControl];
  const open = [nativeFunction, nativeUrl("NONE")];
  const unsigned = signed({ originAccessControlId: undefined });

  it("reports a missing permission for CloudFront", () => {
    assert.deepEqual(kinds([...iam, nativePermission(invokeUrl, byCloudFront)]), ["violation"]);
    const granted = [nativePermission(invokeUrl, byCloudFront), nativePermission(invoke, byCloudFront)];
    assert.deepEqual(kinds([...iam, ...granted]), []);
  });

  it("reports a missing permission for everyone, without authorization", () => {
    assert.deepEqual(kinds(open, unsigned), ["violation"]);
    assert.deepEqual(kinds([...open, nativePermission(invokeUrl, byEveryone)], unsigned), ["violation"]);
    const granted = [nativePermission(invokeUrl, byEveryone), nativePermission(invoke, byEveryone)];
    assert.deepEqual(kinds([...open, ...granted], unsigned), []);
  });
});

describe("lambda-url-origin-permission of one of two distributions", () => {
  const kinds = (sourceArn: unknown, arn: unknown = distributionArn) => {
    const own = distribution("front", arn);
    const program = indexProgram([shop, shopUrl, control("always"), own, other, ...pair({ sourceArn })]);
    const routed = routeDistribution(awsDistribution(signed()), program, own.urn);
    return lambdaUrlOriginPermission.check(routed).map(({ kind }) => kind);
  };
  const other = distribution("other", distributionArn.replace("E1", "E9"));

  for (const [title, sourceArn, expected] of [
    ["accepts its ARN", distributionArn, []],
    ["accepts a wildcard", "arn:aws:cloudfront::*:distribution/E1*", []],
    ["accepts its unknown ARN", notYet(front), []],
    ["reports the ARN of the other distribution", distributionArn.replace("E1", "E9"), ["violation"]],
    ["reports the unknown ARN of the other distribution", notYet(other), ["violation"]],
    ["is undetermined if the ARN comes from one of both", notYet(front, other), ["undetermined"]],
  ] as const) {
    it(title, () => {
      assert.deepEqual(kinds(sourceArn), expected);
    });
  }

  it("is undetermined for a known ARN if the distribution is being created", () => {
    assert.deepEqual(kinds(distributionArn, notYet()), ["undetermined"]);
  });
});
