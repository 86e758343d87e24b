import { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import assert from "node:assert/strict";
import { policiesOf } from "../../../policy-pack/adapter/policies";
import { rules } from "../../../policy-pack/rules";
import { verdictsOf } from "../../../tools/verdicts";
import { readState } from "../../../tools/state";
import { Declared, DeclaredResource, output } from "../../support/declared";
import { judge, judgeState, View } from "../../support/judged";
import { allViewer, allViewerExceptHostHeader, cachingDisabled } from "../../support/programs";

const hostRule = "api-gateway-origin-host-header";
const executeApi = "abc123.execute-api.eu-west-1.amazonaws.com";

/** A distribution in the terms of CloudFormation, in front of an HTTP API that exists. */
function distributionConfig(originRequestPolicyId: unknown, domainName: unknown = executeApi): object {
  return {
    DistributionConfig: {
      Enabled: true,
      Origins: [
        {
          Id: "api",
          DomainName: domainName,
          CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] },
        },
      ],
      DefaultCacheBehavior: {
        TargetOriginId: "api",
        ViewerProtocolPolicy: "https-only",
        AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: originRequestPolicyId,
      },
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
    },
  };
}

function template(properties: object): object {
  return { Resources: { Front: { Type: "AWS::CloudFront::Distribution", Properties: properties } } };
}

const yaml = (policy: string): string => `
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: api, ProtocolType: HTTP }
  Front:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - Id: api
            DomainName: !Sub "\${Api}.execute-api.\${AWS::Region}.amazonaws.com"
            CustomOriginConfig: { OriginProtocolPolicy: https-only, OriginSSLProtocols: [TLSv1.2] }
        DefaultCacheBehavior:
          TargetOriginId: api
          ViewerProtocolPolicy: https-only
          AllowedMethods: [GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE]
          CachePolicyId: ${cachingDisabled}
          OriginRequestPolicyId: ${policy}
        ViewerCertificate: { CloudFrontDefaultCertificate: true }
`;

/** The types that can have a distribution inside, with what they have for an origin request policy. */
const outers: Readonly<Record<string, (policy: string) => DeclaredResource>> = {
  "a resource of Cloud Control": (policy) => ({
    type: "aws:cloudcontrol/resource:Resource",
    name: "outer",
    inputs: {
      typeName: "AWS::CloudFront::Distribution",
      desiredState: JSON.stringify(distributionConfig(policy)),
    },
  }),
  "an ExtensionResource": (policy) => ({
    type: "aws-native:index:ExtensionResource",
    name: "outer",
    inputs: { type: "AWS::CloudFront::Distribution", properties: distributionConfig(policy) },
  }),
  "a stack with a template in JSON": (policy) => ({
    type: "aws:cloudformation/stack:Stack",
    name: "outer",
    inputs: { name: "front", templateBody: JSON.stringify(template(distributionConfig(policy))) },
  }),
  "a stack with a template in YAML": (policy) => ({
    type: "aws:cloudformation/stack:Stack",
    name: "outer",
    inputs: { name: "front", templateBody: yaml(policy) },
  }),
  "a stack of aws-native with a template as an object": (policy) => ({
    type: "aws-native:cloudformation:Stack",
    name: "outer",
    inputs: { stackName: "front", templateBody: template(distributionConfig(policy)) },
  }),
  "a stack set": (policy) => ({
    type: "aws:cloudformation/stackSet:StackSet",
    name: "outer",
    inputs: { name: "front", templateBody: JSON.stringify(template(distributionConfig(policy))) },
  }),
};

const views: readonly View[] = [
  { title: "a preview", isNew: () => true },
  { title: "a preview with collapsed unknowns", isNew: () => true, previewForm: "collapsed" },
  { title: "an up", isNew: () => false },
];

/** The kinds of the Host rule's findings in each view, and in an audit. */
function hostFindings(program: Declared): Readonly<Record<string, readonly string[]>> {
  const kinds = (found: ReturnType<typeof judge>): string[] => [
    ...new Set(found.filter(({ rule }) => rule.name === hostRule).map(({ kind }) => kind)),
  ];
  return {
    ...Object.fromEntries(views.map((view) => [view.title, kinds(judge(program, view))])),
    "an audit": kinds(judgeState(program)),
  };
}

function inEveryView(...kinds: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...views.map(({ title }) => title), "an audit"].map((title) => [title, kinds]));
}

describe("A distribution inside another resource", () => {
  for (const [title, outer] of Object.entries(outers)) {
    it(`is a violation in ${title} if it forwards Host to an API, and only then`, () => {
      assert.deepEqual(hostFindings([outer(allViewer)]), inEveryView("violation"));
      assert.deepEqual(hostFindings([outer(allViewerExceptHostHeader)]), inEveryView());
    });
  }

  it("is reported on the outer resource, with its logical ID, before creation", () => {
    const outer = outers["a stack with a template in JSON"]?.(allViewer);
    const urn = "urn:pulumi:s::p::aws:cloudformation/stack:Stack::outer";
    const reports: (readonly [message: string, urn: string | undefined])[] = [];
    const args = { type: outer?.type, urn, props: outer?.inputs, getConfig: () => ({}) };
    for (const { validateResource } of policiesOf(rules) as Partial<ResourceValidationPolicy>[]) {
      for (const validate of [validateResource].flat()) {
        void validate?.(args as unknown as ResourceValidationArgs, (message, on) => reports.push([message, on]));
      }
    }
    assert.equal(reports.length, 1, JSON.stringify(reports));
    const [message, on] = reports[0] ?? [];
    assert.match(message ?? "", /^Front: default cache behavior -> origin "api" \(/);
    assert.equal(on, urn);
  });

  it("has no value of a secret document in an audit", () => {
    const type = "aws:cloudcontrol/resource:Resource";
    const written = JSON.stringify(distributionConfig(allViewer));
    const desiredState = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(written),
    };
    const inputs = { typeName: "AWS::CloudFront::Distribution", desiredState };
    const urn = `urn:pulumi:s::p::${type}::outer`;
    const messages = verdictsOf(readState({ deployment: { resources: [{ urn, type, id: "E1", inputs }] } })).flatMap(
      ({ findings }) => findings.map(({ message }) => message),
    );
    assert.ok(messages.some((message) => message.includes("(a secret)")));
    assert.ok(messages.every((message) => !message.includes(executeApi)));
  });

  it("has its logical ID in an audit", () => {
    const outer = outers["a stack with a template in JSON"]?.(allViewer);
    const urn = "urn:pulumi:s::p::aws:cloudformation/stack:Stack::outer";
    const resources = [{ urn, type: outer?.type, id: "x", inputs: outer?.inputs, outputs: outer?.inputs }];
    const [verdict] = verdictsOf(readState({ deployment: { resources } }));
    assert.equal(verdict?.distribution, "Front");
    assert.ok(verdict.findings.some(({ rule }) => rule === hostRule));
  });

  it("can be in front of an API of the program", () => {
    const api: DeclaredResource = { type: "aws:apigatewayv2/api:Api", name: "api", inputs: { protocolType: "HTTP" } };
    const forwards = (policy: string): Declared => [
      api,
      {
        type: "aws:cloudcontrol/resource:Resource",
        name: "outer",
        inputs: {
          typeName: "AWS::CloudFront::Distribution",
          desiredState: output("api", "apiEndpoint", (endpoint) =>
            JSON.stringify(distributionConfig(policy, endpoint.replace("https://", ""))),
          ),
        },
      },
    ];
    const { "a preview": preview, ...later } = hostFindings(forwards(allViewer));
    // The whole property is one unknown string before the API exists.
    assert.deepEqual(preview, ["undetermined"]);
    assert.deepEqual(later["an up"], ["violation"]);
    assert.deepEqual(hostFindings(forwards(allViewerExceptHostHeader))["an up"], []);
  });

  const unread: Readonly<Record<string, DeclaredResource>> = {
    "a template at a URL": {
      type: "aws:cloudformation/stack:Stack",
      name: "outer",
      inputs: { name: "front", templateUrl: "https://bucket.s3.amazonaws.com/template.json" },
    },
    "a template with a macro": {
      type: "aws:cloudformation/stack:Stack",
      name: "outer",
      inputs: { name: "front", templateBody: JSON.stringify({ Transform: "Company-Front", Resources: {} }) },
    },
    "a template that is not valid": {
      type: "aws:cloudformation/stack:Stack",
      name: "outer",
      inputs: { name: "front", templateBody: "{ not: [valid" },
    },
    "a nested stack": {
      type: "aws:cloudformation/stack:Stack",
      name: "outer",
      inputs: {
        name: "front",
        templateBody: JSON.stringify({
          Resources: {
            Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://example.com/t" } },
          },
        }),
      },
    },
    "a desired state that is not JSON": {
      type: "aws:cloudcontrol/resource:Resource",
      name: "outer",
      inputs: { typeName: "AWS::CloudFront::Distribution", desiredState: "{" },
    },
  };
  for (const [title, outer] of Object.entries(unread)) {
    it(`is undetermined in ${title}`, () => {
      assert.deepEqual(hostFindings([outer]), inEveryView("undetermined"));
    });
  }

  it("is not assumed in a resource of another type, or in a template without one", () => {
    const topic: DeclaredResource = {
      type: "aws:cloudcontrol/resource:Resource",
      name: "outer",
      inputs: { typeName: "AWS::SNS::Topic", desiredState: "{}" },
    };
    const stack: DeclaredResource = {
      type: "aws:cloudformation/stack:Stack",
      name: "stack",
      inputs: { name: "topics", templateBody: JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } }) },
    };
    for (const view of views) {
      assert.deepEqual(judge([topic, stack], view), []);
    }
  });

  it("has no certain finding from a value that a condition or a parameter decides", () => {
    const decided = {
      Parameters: { Policy: { Type: "String" } },
      ...template(distributionConfig({ Ref: "Policy" })),
    };
    const outer: DeclaredResource = {
      type: "aws:cloudformation/stack:Stack",
      name: "outer",
      inputs: { name: "front", templateBody: JSON.stringify(decided) },
    };
    assert.deepEqual(hostFindings([outer]), inEveryView("undetermined"));
    const withParameter = { ...outer, inputs: { ...outer.inputs, parameters: { Policy: allViewer } } };
    assert.deepEqual(hostFindings([withParameter]), inEveryView("violation"));
  });
});

describe("A distribution of Terraform in a Pulumi program", () => {
  const types = [
    "vpc:tf:aws_cloudfront_distribution",
    "site:tf:awscc_cloudfront_distribution",
    "aws:index/cloudfrontDistribution:CloudfrontDistribution",
  ];
  for (const type of types) {
    it(`is undetermined: ${type}`, () => {
      const found = judge([{ type, name: "front", inputs: { enabled: true } }], {
        title: "a preview",
        isNew: () => true,
      });
      const ofHost = found.filter(({ rule }) => rule.name === hostRule);
      assert.deepEqual(new Set(ofHost.map(({ kind }) => kind)), new Set(["undetermined"]));
      assert.match(ofHost[0]?.problem ?? "", /does not read distributions of Terraform modules and providers/);
    });
  }

  it("is not mistaken for another resource of its module", () => {
    const program = [{ type: "site:tf:aws_cloudfront_origin_access_control", name: "control", inputs: {} }];
    assert.deepEqual(judge(program, { title: "a preview", isNew: () => true }), []);
  });
});
