import assert from "node:assert/strict";
import { readTemplate, TemplateContext } from "../../../policy-pack/cloudFormation/readTemplate";
import { isKnown, Resource, Unknown } from "../../../policy-pack/program/maybe";
import { Properties } from "../../../policy-pack/program/readValue";

const holder = "urn:pulumi:s::p::aws:cloudformation/stack:Stack::stack";
const context: TemplateContext = { holder, urnOf: (id) => `${holder}::${id}` };

function read(template: unknown, more: Partial<TemplateContext> = {}): Map<string, Resource> {
  const resources = readTemplate(template, { ...context, ...more });
  return new Map(resources.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]));
}

/** The value of the property `Value` of a resource, next to others. */
function valueIn(template: Properties, written: unknown, more: Partial<TemplateContext> = {}): unknown {
  const probe = { Probe: { Type: "AWS::SNS::Topic", Properties: { Value: written } } };
  const resources = { ...(template.Resources as Properties | undefined), ...probe };
  const { props } = read({ ...template, Resources: resources }, more).get("Probe")!;
  assert.ok(isKnown(props));
  return props.value;
}

function shown(value: unknown): unknown {
  return value instanceof Unknown ? ["unknown", ...value.candidates.map(({ urn }) => urn.split("::").at(-1))] : value;
}

const api = { Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "api", ProtocolType: "HTTP" } } };
const bucket = { Site: { Type: "AWS::S3::Bucket", Properties: { BucketName: { "Fn::Sub": "site-${Stage}" } } } };
const parameters = {
  Stage: { Type: "String", Default: "prod" },
  Open: { Type: "String" },
  Names: { Type: "CommaDelimitedList", Default: "a.example.com, b.example.com" },
  Secret: { Type: "String", NoEcho: "true", Default: "x" },
  Latest: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/latest" },
};
const conditions = {
  IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] },
  IsTest: { "Fn::Not": [{ Condition: "IsProd" }] },
  IsOpen: { "Fn::Equals": [{ Ref: "Open" }, "yes"] },
  IsEither: { "Fn::Or": [{ Condition: "IsOpen" }, { Condition: "IsProd" }] },
  IsBoth: { "Fn::And": [{ Condition: "IsOpen" }, { Condition: "IsTest" }] },
  IsCircular: { "Fn::Not": [{ Condition: "IsCircular" }] },
};
const template = {
  Parameters: parameters,
  Conditions: conditions,
  Mappings: { Hosts: { prod: { api: "api.example.com" } } },
  Resources: { ...api, ...bucket },
};

const unknown = ["unknown"];
const fromApi = ["unknown", "Api"];

/** What a template has, and the value that it means. */
const values: readonly (readonly [written: unknown, expected: unknown])[] = [
  ["literal", "literal"],
  [{ Ref: "Stage" }, "prod"],
  [{ Ref: "Names" }, ["a.example.com", "b.example.com"]],
  [{ Ref: "Open" }, unknown],
  [{ Ref: "Secret" }, unknown],
  [{ Ref: "Latest" }, unknown],
  [{ Ref: "Nowhere" }, unknown],
  [{ Ref: "AWS::Region" }, "eu-west-1"],
  [{ Ref: "AWS::Partition" }, "aws"],
  [{ Ref: "AWS::AccountId" }, unknown],
  [{ Ref: "AWS::NoValue" }, undefined],
  [
    [1, { Ref: "AWS::NoValue" }, 2],
    [1, 2],
  ],
  [{ Ref: "Api" }, fromApi],
  [{ Ref: "Site" }, "site-prod"],
  [{ "Fn::GetAtt": ["Api", "ApiEndpoint"] }, fromApi],
  [{ "Fn::GetAtt": "Api.ApiEndpoint" }, fromApi],
  [{ "Fn::Sub": "${Stage}.example.com" }, "prod.example.com"],
  [{ "Fn::Sub": "${!Stage}.example.com" }, "${Stage}.example.com"],
  [{ "Fn::Sub": ["${Host}/${Stage}", { Host: { Ref: "Names" } }] }, unknown],
  [{ "Fn::Sub": ["${Host}/${Stage}", { Host: "a.example.com" }] }, "a.example.com/prod"],
  [{ "Fn::Sub": "${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}" }, fromApi],
  [{ "Fn::Sub": "${Api}.execute-api.${AWS::Region}.amazonaws.com" }, fromApi],
  [{ "Fn::Sub": "${Api}.example.com" }, unknown],
  [{ "Fn::Sub": "https://abc.execute-api.${Open}.amazonaws.com/v1" }, ["unknown", "aws-native:apigateway:RestApi"]],
  [{ "Fn::Sub": "${Open}.execute-api.eu-west-1.amazonaws.com" }, ["unknown", "aws-native:apigateway:DomainName"]],
  [{ "Fn::Sub": "${Open}.lambda-url.eu-west-1.on.aws" }, ["unknown", "aws-native:lambda:Url"]],
  [{ "Fn::Sub": "${Open}.s3.amazonaws.com" }, unknown],
  [{ "Fn::Join": [".", ["api", { Ref: "Stage" }, "com"]] }, "api.prod.com"],
  [{ "Fn::Join": [".", [{ Ref: "Api" }, "execute-api.eu-west-1.amazonaws.com"]] }, fromApi],
  [{ "Fn::Select": ["1", { Ref: "Names" }] }, "b.example.com"],
  [{ "Fn::Select": [2, { "Fn::Split": ["/", "https://x.example.com/v1"] }] }, "x.example.com"],
  [{ "Fn::Select": [2, { "Fn::Split": ["/", { "Fn::GetAtt": ["Api", "ApiEndpoint"] }] }] }, fromApi],
  [{ "Fn::Select": [9, { Ref: "Names" }] }, unknown],
  [{ "Fn::FindInMap": ["Hosts", { Ref: "Stage" }, "api"] }, "api.example.com"],
  [{ "Fn::FindInMap": ["Hosts", { Ref: "Open" }, "api"] }, unknown],
  [{ "Fn::FindInMap": ["Hosts", "test", "api"] }, unknown],
  [{ "Fn::If": ["IsProd", "a", "b"] }, "a"],
  [{ "Fn::If": ["IsTest", "a", "b"] }, "b"],
  [{ "Fn::If": ["IsEither", "a", "b"] }, "a"],
  [{ "Fn::If": ["IsBoth", "a", "b"] }, "b"],
  [{ "Fn::If": ["IsOpen", "a", "b"] }, unknown],
  [{ "Fn::If": ["IsOpen", "a", "a"] }, "a"],
  [{ "Fn::If": ["IsOpen", { Ref: "Api" }, "a"] }, unknown],
  [{ "Fn::If": ["IsOpen", { Ref: "Api" }, { "Fn::GetAtt": ["Api", "ApiId"] }] }, ["unknown", "Api", "Api"]],
  [{ "Fn::If": ["IsCircular", "a", "b"] }, unknown],
  [{ "Fn::If": ["IsMissing", "a", "b"] }, unknown],
  [{ "Fn::ImportValue": "other" }, unknown],
  [{ "Fn::GetAZs": "" }, unknown],
  [{ "Fn::Transform": { Name: "Upper" } }, unknown],
  ["{{resolve:ssm:host}}", unknown],
  [{ "Fn::Sub": "{{resolve:ssm:${Stage}}}" }, unknown],
  [{ Ref: "Stage", "Fn::Sub": "x" }, unknown],
  [{ "Fn::ForEach::Host": ["Name", [], {}] }, unknown],
];

describe("the value of a part of a CloudFormation template", () => {
  for (const [written, expected] of values) {
    it(`is ${expected === undefined ? "no value" : JSON.stringify(expected)} for ${JSON.stringify(written)}`, () => {
      assert.deepEqual(shown(valueIn(template, written, { region: "eu-west-1" })), expected);
    });
  }

  it("depends on the passed parameters", () => {
    const passed = { parameters: { Stage: "test", Open: "yes" } };
    assert.equal(valueIn(template, { "Fn::If": ["IsTest", { Ref: "Open" }, "b"] }, passed), "yes");
    const later = { parameters: new Unknown("later") };
    assert.deepEqual(shown(valueIn(template, { Ref: "Stage" }, later)), unknown);
  });

  it("may be absent if a condition that is unknown removes it", () => {
    const value = valueIn(template, { "Fn::If": ["IsOpen", "a", { Ref: "AWS::NoValue" }] });
    assert.ok(value instanceof Unknown && value.mayBeAbsent);
  });

  it("has no more than some length, however often names repeat each other", () => {
    const twice = (id: string) => ({ "Fn::Sub": `\${${id}}\${${id}}` });
    const buckets = Array.from({ length: 60 }, (_, at) => [
      `B${at}`,
      { Type: "AWS::S3::Bucket", Properties: { BucketName: at === 0 ? "x" : twice(`B${at - 1}`) } },
    ]);
    const all = { Resources: Object.fromEntries(buckets) as Properties };
    assert.ok(valueIn(all, { Ref: "B59" }) instanceof Unknown);
    const circle = { A: { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "A" } } } };
    assert.deepEqual(shown(valueIn({ Resources: circle }, { Ref: "A" })), ["unknown", "A"]);
  });
});

describe("readTemplate", () => {
  it("reads resources with the types and property names of aws-native", () => {
    const { props, type } = read({
      Resources: {
        Front: {
          Type: "AWS::CloudFront::Distribution",
          Properties: {
            DistributionConfig: {
              WebACLId: "arn",
              IPV6Enabled: true,
              CNAMEs: ["www.example.com"],
              ViewerCertificate: { CloudFrontDefaultCertificate: "true" },
              Origins: [{ Id: "api", CustomOriginConfig: { HTTPSPort: "443", OriginSSLProtocols: ["TLSv1.2"] } }],
              DefaultCacheBehavior: { MinTTL: 0, LambdaFunctionAssociations: [{ LambdaFunctionARN: "arn" }] },
            },
          },
        },
      },
    }).get("Front")!;
    assert.equal(type, "aws-native:cloudfront:Distribution");
    assert.deepEqual(props, {
      distributionConfig: {
        webAclId: "arn",
        ipv6Enabled: true,
        cnames: ["www.example.com"],
        viewerCertificate: { cloudFrontDefaultCertificate: true },
        origins: [{ id: "api", customOriginConfig: { httpsPort: 443, originSslProtocols: ["TLSv1.2"] } }],
        defaultCacheBehavior: { minTtl: 0, lambdaFunctionAssociations: [{ lambdaFunctionArn: "arn" }] },
      },
    });
  });

  it("reads YAML with short forms as the JSON with long forms", () => {
    const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Parameters: { Stage: { Type: String, Default: prod } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Condition: IsProd
    Properties:
      Name: !Sub "api-\${Stage}"
      Tags: !If [IsProd, { a: b }, !Ref AWS::NoValue]
      Description: !Join ["-", [a, !Select [0, !Split [".", "b.c"]]]]
      Target: !GetAtt Api.ApiEndpoint
      Version: !Base64 x
`;
    const { props } = read(yaml).get("Api")!;
    assert.ok(isKnown(props));
    const { target, version, ...others } = props;
    assert.deepEqual(others, { name: "api-prod", tags: { a: "b" }, description: "a-b" });
    assert.deepEqual(shown(target), ["unknown", "Api"]);
    assert.deepEqual(shown(version), ["unknown"]);
  });

  it("leaves out a resource whose condition is false, and reads one whose condition is unknown without properties", () => {
    const under = (Condition: unknown) => ({ ...api.Api, Condition });
    const resources = read({ ...template, Resources: { A: under("IsProd"), B: under("IsTest"), C: under("IsOpen") } });
    assert.deepEqual([...resources.keys()], ["A", "C"]);
    assert.ok(isKnown(resources.get("A")!.props));
    assert.ok(resources.get("C")!.props instanceof Unknown);
  });

  it("marks the IDs as unknown only if the stack is being created", () => {
    const id = (more: Partial<TemplateContext>) => {
      const { props } = read(template, more).get("Api")!;
      return isKnown(props) && props.id;
    };
    assert.ok(id({ isBeingCreated: true }) instanceof Unknown);
    assert.equal(id({}), undefined);
  });

  it("reads DNS records with the names of the provider aws", () => {
    const record = { Name: "www.example.com", Type: "A", AliasTarget: { DNSName: "x.example.com", HostedZoneId: "Z" } };
    const { type, props } = read({ Resources: { R: { Type: "AWS::Route53::RecordSet", Properties: record } } }).get(
      "R",
    )!;
    assert.equal(type, "aws:route53/record:Record");
    assert.deepEqual(props, { name: "www.example.com", type: "A", aliases: [{ name: "x.example.com" }] });
  });

  it("keeps the keys of documents", () => {
    const Body = { paths: { "/Pets": { get: {} } }, Info: 1 };
    const { props } = read({ Resources: { R: { Type: "AWS::ApiGateway::RestApi", Properties: { Body } } } }).get("R")!;
    assert.deepEqual(props, { body: Body });
  });

  it("reads the APIs of AWS SAM without their contents", () => {
    const resources = read({
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        Rest: { Type: "AWS::Serverless::Api", Properties: { StageName: "v1", EndpointConfiguration: "REGIONAL" } },
        Http: { Type: "AWS::Serverless::HttpApi" },
        Fn: {
          Type: "AWS::Serverless::Function",
          Properties: { FunctionUrlConfig: { AuthType: "NONE" }, Events: { A: { Type: "Api" } } },
        },
      },
    });
    const types = [...resources].map(([id, { type }]) => `${id} ${type.replace("aws-native:", "")}`);
    assert.deepEqual(types, [
      "Rest apigateway:RestApi",
      "Rest.Stage apigateway:Stage",
      "Http apigatewayv2:Api",
      "Http.Stage apigatewayv2:Stage",
      "Fn lambda:Function",
      "FnUrl lambda:Url",
      "ServerlessRestApi apigateway:RestApi",
      "ServerlessRestApi.Stage apigateway:Stage",
      "stack cloudformation:Macro",
    ]);
  });

  const distribution = "AWS::CloudFront::Distribution";
  const loop = (Type: unknown) => ({ "Fn::ForEach::Each": ["Name", ["a"], { "R${Name}": { Type } }] });
  const nested = { N: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://x" } } };
  /** Templates, and whether what they hide can be a distribution. */
  const hiding: readonly (readonly [title: string, template: unknown, canHaveDistributions: boolean | undefined])[] = [
    ["nothing", template, undefined],
    ["an unknown template", new Unknown("later"), true],
    ["a string that is no template", "not a template", true],
    ["YAML with errors", "Resources:\n  A: [", true],
    [
      "YAML that repeats itself",
      `a0: &a0 [x]\n${Array.from({ length: 15 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]\n`).join("")}`,
      true,
    ],
    ["unknown resources", { Resources: new Unknown("later") }, true],
    ["a macro", { ...template, Transform: "Mine" }, true],
    ["several macros", { ...template, Transform: ["AWS::LanguageExtensions", { Name: "AWS::Include" }] }, true],
    ["a macro in place", { ...template, "Fn::Transform": { Name: "AWS::Include" } }, true],
    ["a macro of AWS", { ...template, Transform: ["AWS::LanguageExtensions"] }, undefined],
    ["AWS SAM", { ...template, Transform: "AWS::Serverless-2016-10-31" }, false],
    ["a nested stack", { Resources: nested }, true],
    ["a module", { Resources: { M: { Type: "Org::Web::Site::MODULE" } } }, true],
    ["a resource that a macro changes", { Resources: { R: { ...api.Api, "Fn::Transform": {} } } }, true],
    ["a resource without a type", { Resources: { R: {} } }, true],
    ["a loop over distributions", { Resources: loop(distribution) }, true],
    ["a loop over unknown types", { Resources: loop("AWS::${Name}::Distribution") }, true],
    ["a loop over topics", { Resources: loop("AWS::SNS::Topic") }, false],
    ["too many levels", { Resources: Array.from({ length: 200 }).reduce((inner) => ({ a: inner }), {}) }, true],
  ];
  for (const [title, written, canHaveDistributions] of hiding) {
    it(`shows what is unknown in a template with ${title}`, () => {
      const resources = readTemplate(written, context).filter(({ urn }) => urn === holder);
      const expected = [
        "aws-native:cloudformation:Macro",
        ...(canHaveDistributions ? ["aws-native:cloudfront:Distribution"] : []),
      ];
      assert.deepEqual(
        resources.map(({ type }) => type),
        canHaveDistributions === undefined ? [] : expected,
      );
      assert.ok(resources.every(({ props }) => props instanceof Unknown));
    });
  }
});
