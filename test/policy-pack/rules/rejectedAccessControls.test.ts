import { Unknown } from "../../../policy-pack/program/maybe";
import { Resource } from "../../../policy-pack/program/resource";
import { rejectedByCloudFront } from "../../../policy-pack/rules/rejectedByCloudFront";
import { Properties, resource } from "../../support/distributions";
import { api, describeRule } from "../../support/ruleCases";

const bucket = "aws:s3/bucket:Bucket";

const from = (...sources: readonly Resource[]) => new Unknown("it is unknown before the update", () => sources);
const accessControl = (name: unknown) =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "oac", { name, signingBehavior: "always" });
const controlFor = (type: unknown, props: Properties = {}) =>
  resource("aws:cloudfront/originAccessControl:OriginAccessControl", "oac", {
    name: "oac",
    originAccessControlOriginType: type,
    signingBehavior: "always",
    ...props,
  });
const signedBy = (domainName: unknown, ...sources: readonly Resource[]) =>
  api({}, { domainName, originAccessControlId: from(...sources) });
const photos = "photos.s3.eu-west-1.amazonaws.com";
const functionUrl = "abc.lambda-url.eu-west-1.on.aws";
const withControl = (control: Resource) =>
  api({}, { domainName: "photos.s3.eu-west-1.amazonaws.com", originAccessControlId: from(control) });

const controlViolation = [["violation", "origin access control"]] as const;
const controlled = (domainName: unknown) => api({}, { domainName, originAccessControlId: "E2OAC" });
const supportedNames = [
  "media.s3.eu-west-1.amazonaws.com",
  "media.s3.amazonaws.com",
  "media.s3.cn-north-1.amazonaws.com.cn",
  "m1.mrap.accesspoint.s3-global.amazonaws.com",
  "ap-1.s3-accesspoint.eu-west-1.amazonaws.com",
  "resize-1.s3-object-lambda.eu-west-1.amazonaws.com",
  "f1.lambda-url.us-west-2.on.aws",
  "c1.data.mediastore.us-east-1.amazonaws.com",
  "c1.egress.r2.mediapackagev2.us-east-1.amazonaws.com",
];

describeRule(rejectedByCloudFront, [
  {
    title: "an origin access control with a long name",
    props: withControl(accessControl("o".repeat(70))),
    findings: [["violation", 'origin access control "oac"']],
  },
  {
    title: "an origin access control for function URLs, of a bucket",
    props: signedBy(photos, controlFor("lambda")),
    findings: controlViolation,
    message: /it is for another type of origin\. Set originAccessControlOriginType: "s3" for a bucket/,
  },
  {
    title: "an origin access control for buckets, of a function URL",
    props: signedBy(functionUrl, controlFor("s3")),
    findings: controlViolation,
  },
  {
    title: "an origin access control of aws-native for buckets, of a function URL",
    props: signedBy(
      functionUrl,
      resource("aws-native:cloudfront:OriginAccessControl", "oac", {
        originAccessControlConfig: { name: "oac", originAccessControlOriginType: "s3" },
      }),
    ),
    findings: controlViolation,
  },
  {
    title: "an origin access control for buckets, and a name that comes from a new function URL",
    props: signedBy(from(resource("aws:lambda/functionUrl:FunctionUrl", "url")), controlFor("s3")),
    findings: [["undetermined", "origin access control"]],
  },
  {
    title: "an access control of the program, or of another stack, of a bucket",
    props: signedBy(photos, controlFor("lambda"), resource("pulumi:pulumi:StackReference", "shared")),
    findings: [],
  },
  {
    title: "an origin access control for function URLs, of a new bucket",
    props: signedBy(from(resource("aws:s3/bucket:Bucket", "files")), controlFor("lambda")),
    findings: controlViolation,
  },
  {
    title: "one of two origin access controls, of a function URL",
    props: signedBy(functionUrl, controlFor("s3"), { ...controlFor("lambda"), urn: "other" }),
    findings: [],
  },
  { title: "an origin access control of an unknown type", props: signedBy(photos, controlFor(from())), findings: [] },
  {
    title: "an origin access control for MediaStore",
    props: signedBy("abc.data.mediastore.eu-west-1.amazonaws.com", controlFor("mediastore")),
    findings: [],
  },
  {
    title: "an origin access control and an origin access identity",
    props: api(
      {},
      {
        domainName: photos,
        originAccessControlId: "E1",
        s3OriginConfig: { originAccessIdentity: "origin-access-identity/cloudfront/E2" },
      },
    ),
    findings: controlViolation,
    message: /has originAccessControlId and originAccessIdentity\. Remove originAccessIdentity\./,
  },
  {
    title: "an origin access control and an empty origin access identity",
    props: api({}, { domainName: photos, originAccessControlId: "E1", s3OriginConfig: { originAccessIdentity: "" } }),
    findings: [],
  },
  {
    title: "an origin access control with a bucket's name",
    props: withControl(accessControl("photos.s3.eu-west-1.amazonaws.com")),
    findings: [],
  },
  {
    title: "an origin access control for a default endpoint of API Gateway",
    props: controlled("abc123.execute-api.eu-west-1.amazonaws.com"),
    findings: controlViolation,
    message: /rejects originAccessControlId on origin "api" \(abc123\..*Remove originAccessControlId/,
  },
  {
    title: "an origin access control for a custom domain",
    props: controlled("api.example.net"),
    findings: controlViolation,
  },
  {
    title: "an origin access control, and a name that comes from an API that the program creates",
    props: controlled(from(resource("aws:apigatewayv2/api:Api", "pets", {}), accessControl("pets"))),
    findings: [["undetermined", "origin access control"]],
  },
  {
    title: "an origin access control for a bucket or an API",
    props: controlled(from(resource("aws:apigatewayv2/api:Api", "pets", {}), resource(bucket, "media", {}))),
    findings: [],
  },
  {
    title: "an origin access control for a load balancer, which AWS may support later",
    props: controlled("lb-1.eu-west-1.elb.amazonaws.com"),
    findings: [["undetermined", "origin access control"]],
  },
  { title: "an origin access control for a tenant's domain name", props: controlled("{{host}}"), findings: [] },
  { title: "an empty origin access control", props: api({}, { originAccessControlId: "" }), findings: [] },
  ...supportedNames.map((name) => ({
    title: `an origin access control for ${name}`,
    props: controlled(name),
    findings: [],
  })),
]);
