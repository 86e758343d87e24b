import assert from "node:assert/strict";
import { Endpoint } from "../../../policy-pack/apigateway/endpoint";
import { endpointOf } from "../../../policy-pack/apigateway/endpointOf";
import { indexProgram } from "../../../policy-pack/program/programIndex";
import { Maybe, Unknown } from "../../../policy-pack/program/maybe";
import { Origin } from "../../../policy-pack/cloudfront/model";
import { Resource } from "../../../policy-pack/program/resource";
import { apiOrigin, awsDistribution, emptyProgram, resource } from "../../support/distributions";

const custom = (domainName: Origin["domainName"], changes: Partial<Origin> = {}): Origin => ({
  id: "api",
  domainName,
  originPath: undefined,
  written: { domainName, originPath: undefined },
  hasCustomSettings: true,
  shape: "custom",
  accessControlId: undefined,
  accessIdentity: undefined,
  protocolPolicy: "https-only",
  httpPort: undefined,
  httpsPort: 443,
  readTimeout: undefined,
  completionTimeout: undefined,
  hasClientCertificate: false,
  sslProtocols: ["TLSv1.2"],
  customHeaders: [],
  ...changes,
});

function endpoint(origin: Origin, program = emptyProgram, ...others: Origin[]): Maybe<Endpoint> {
  return endpointOf(origin, { ...awsDistribution(), origins: [origin, ...others] }, program);
}

/** The service, or the kind of address for API Gateway; `unknown` if it is undetermined. */
function kind(...args: Parameters<typeof endpoint>): string {
  const found = endpoint(...args);
  if (found instanceof Unknown) {
    return "unknown";
  }
  return found.service === "api-gateway" ? found.address : found.service;
}

describe("endpointOf with a domain name of another service", () => {
  const isUnrecognized = (name: string): boolean => {
    const found = endpoint(custom(name));
    return !(found instanceof Unknown) && found.service === "other" && found.isUnrecognized === true;
  };
  for (const name of [
    "shop-12.eu-west-3.elb.amazonaws.com",
    "shop-12.elb.eu-west-3.amazonaws.com.cn",
    "ec2-192-0-2-7.eu-west-3.compute.amazonaws.com",
    "q1w2e3.appsync-api.eu-west-3.amazonaws.com",
    "q1w2e3.mediapackage.eu-west-3.amazonaws.com",
    "shop.eu-west-3.elasticbeanstalk.com",
    "shop-x1.a.run.app",
    "shop.azurewebsites.net",
    "shop.z6.web.core.windows.net",
    "shop.b-cdn.net",
    "SHOP.vercel.app",
  ]) {
    it(`recognizes ${name}`, () => {
      assert.equal(kind(custom(name)), "other");
      assert.equal(isUnrecognized(name), false);
    });
  }

  for (const name of ["run.app", "rerun.app", "amazonaws.com.shop.example", "orders.shop.example", "shop"]) {
    it(`does not recognize ${name}`, () => {
      assert.equal(kind(custom(name)), "other");
      assert.equal(isUnrecognized(name), true);
    });
  }
});

describe("endpointOf with a VPC origin", () => {
  const inVpc = (name: string, changes: Partial<Origin> = {}): string =>
    kind(custom(name, { shape: "vpc", ...changes }));
  const endpointName = "q1w2e3-vpce-0a1b2c.execute-api.eu-west-3.amazonaws.com";

  it("recognizes a default endpoint, which API Gateway looks for by Host", () => {
    assert.equal(inVpc(endpointName), "default-endpoint");
    assert.equal(inVpc(endpointName, { customHeaders: ["X-Other"] }), "default-endpoint");
  });

  it("does not check an API that a custom header selects", () => {
    assert.equal(
      inVpc("vpce-0a1b2c-d3.execute-api.eu-west-3.vpce.amazonaws.com", { customHeaders: ["X-APIGW-API-ID"] }),
      "other",
    );
    assert.equal(inVpc(endpointName, { customHeaders: new Unknown("not yet") }), "unknown");
  });

  it("takes any other name for one of a server", () => {
    const found = endpoint(custom("orders.shop.example", { shape: "vpc" }));
    assert.deepEqual(found, { service: "other" });
  });
});

describe("endpointOf with a known domain name", () => {
  it("reads a long name with placeholders in linear time", () => {
    // In quadratic time, each name takes an hour.
    for (const name of ["{{".repeat(500_000), "{{a".repeat(300_000), `{{${"a".repeat(1_000_000)}`]) {
      assert.doesNotThrow(() => kind(custom(name)));
    }
  });

  for (const name of [
    "abc123.execute-api.us-east-1.amazonaws.com",
    "ABC123.Execute-API.us-east-1.AmazonAWS.com",
    "abc123.execute-api.cn-north-1.amazonaws.com.cn",
    "abc123.execute-api.us-gov-west-1.amazonaws.com",
    "abc123.execute-api.eusc-de-east-1.amazonaws.eu",
    "abc123.execute-api.us-iso-east-1.c2s.ic.gov",
    "abc123.execute-api.us-isob-east-1.sc2s.sgov.gov",
    "abc123.execute-api.eu-isoe-west-1.cloud.adc-e.uk",
    "abc123.execute-api.us-isof-east-1.csp.hci.ic.gov",
    "abc123.execute-api.cn-north-1.api.amazonwebservices.com.cn",
    "abc123.execute-api.eusc-de-east-1.api.amazonwebservices.eu",
    "abc123.execute-api-fips.us-east-1.amazonaws.com",
    "abc123.execute-api.us-east-1.api.aws",
    "abc123-vpce-0123.execute-api.us-east-1.amazonaws.com",
    "vpce-0123-abc.execute-api.us-east-1.vpce.amazonaws.com",
  ]) {
    it(`recognizes ${name} as a default endpoint`, () => {
      assert.equal(kind(custom(name)), "default-endpoint");
    });
  }

  it("recognizes the DNS target of a regional custom domain", () => {
    assert.equal(kind(custom("d-abc123.execute-api.us-east-1.amazonaws.com")), "regional-target");
  });

  for (const name of [
    "execute-api.example.com",
    "abc123.execute-api.us-east-1.amazonaws.com.evil.com",
    "abc123.execute-api.us-east-1.evilamazonaws.com",
    "abc123execute-api.us-east-1.amazonaws.com",
    "abc123.lambda-url.us-east-1.on.aws",
    "bucket.s3.us-east-1.amazonaws.com",
    "lb-1.us-east-1.elb.amazonaws.com",
    "",
  ]) {
    it(`does not recognize ${JSON.stringify(name)} as an API`, () => {
      assert.notEqual(kind(custom(name)), "default-endpoint");
      assert.notEqual(kind(custom(name)), "unknown");
    });
  }

  it("recognizes a custom domain of the configuration, in any letter case", () => {
    const program = indexProgram([], { apiDomainNames: ["Api.Example.com"] });
    assert.equal(kind(custom("API.example.com"), program), "custom-domain");
    assert.equal(kind(custom("www.example.com"), program), "other");
  });

  const regional = resource("aws:apigatewayv2/domainName:DomainName", "domain", {
    domainName: "api.example.com",
    domainNameConfiguration: { targetDomainName: "d-abc.execute-api.eu-west-1.amazonaws.com" },
  });
  const edge = resource("aws:apigateway/domainName:DomainName", "edge", {
    domainName: "edge.example.com",
    endpointConfiguration: { types: "EDGE" },
    cloudfrontDomainName: "d123.cloudfront.net",
  });
  const wildcardProps = {
    domainName: "*.apis.example.com",
    endpointConfiguration: { types: "REGIONAL" },
    regionalDomainName: "d-def.execute-api.eu-west-1.amazonaws.com",
  };
  const wildcard = resource("aws:apigateway/domainName:DomainName", "wildcard", wildcardProps);
  const record = (name: string, target: string) =>
    resource("aws:route53/record:Record", name, { name, type: "A", aliases: [{ name: target }] });
  const program = indexProgram([
    regional,
    edge,
    wildcard,
    record("v1.apis.example.com", "d-def.execute-api.eu-west-1.amazonaws.com"),
    record("lb.apis.example.com.", "lb-1.eu-west-1.elb.amazonaws.com"),
  ]);
  const table: readonly [name: string, kind: string, endpointType: string | undefined][] = [
    ["API.Example.com", "custom-domain", "REGIONAL"],
    ["edge.example.com", "custom-domain", "EDGE"],
    ["v1.apis.example.com", "custom-domain", "REGIONAL"],
    ["lb.apis.example.com", "other", undefined],
    ["unrecorded.apis.example.com", "unknown", undefined],
    ["a.v1.apis.example.com", "other", undefined],
    ["d-abc.execute-api.eu-west-1.amazonaws.com", "regional-target", "REGIONAL"],
    ["d123.cloudfront.net", "edge-target", "EDGE"],
    ["d456.cloudfront.net", "other", undefined],
  ];
  for (const [name, expected, endpointType] of table) {
    it(`recognizes ${name} by the custom domains of the program as ${expected}`, () => {
      assert.equal(kind(custom(name), program), expected);
      const found = endpoint(custom(name), program);
      assert.equal("endpointType" in found ? found.endpointType : undefined, endpointType);
    });
  }

  describe("with a DNS record under a wildcard domain of the program", () => {
    const other = resource("aws:apigateway/domainName:DomainName", "other", { domainName: "b.example.com" });
    const front = resource("aws:cloudfront/distribution:Distribution", "front");
    const load = resource("aws:lb/loadBalancer:LoadBalancer", "lb");
    const component = resource("acme:index:Domain", "component");
    const from = (...sources: Resource[]) => new Unknown("not yet", () => sources);
    const target = "d-def.execute-api.eu-west-1.amazonaws.com";
    const records: readonly (readonly [title: string, record: object, kind: string])[] = [
      ["alias of the domain's target", { aliases: [{ name: target }] }, "custom-domain"],
      ["CNAME of the domain's target", { records: [target.toUpperCase()] }, "custom-domain"],
      ["CNAME of the domain's target with a final dot", { records: [`${target}.`] }, "custom-domain"],
      ["alias that comes from the domain", { aliases: [{ name: from(wildcard) }] }, "custom-domain"],
      ["alias of another name", { aliases: [{ name: "lb.eu-west-1.elb.amazonaws.com" }] }, "other"],
      ["alias that comes from another resource of AWS", { aliases: [{ name: from(front, load) }] }, "other"],
      ["CNAME of another name", { aliases: [], records: ["elsewhere.example.net"] }, "other"],
      ["alias that may come from two domains", { aliases: [{ name: from(wildcard, other) }] }, "unknown"],
      ["alias that comes from a component", { aliases: [{ name: from(component) }] }, "unknown"],
      ["alias of unknown source", { aliases: [{ name: new Unknown("not yet") }] }, "unknown"],
      ["alias without a name", { aliases: [{ zoneId: "Z1" }] }, "unknown"],
      ["unknown list of aliases", { aliases: from(wildcard) }, "unknown"],
      ["unknown list of values", { records: from(wildcard) }, "unknown"],
      ["target that a preview leaves out", {}, "unknown"],
    ];
    for (const [title, props, expected] of records) {
      it(`an origin is ${expected === "custom-domain" ? "the API's custom domain" : expected}: ${title}`, () => {
        const name = "v2.apis.example.com";
        const own = resource("aws:route53/record:Record", "own", { name, type: "A", ...props });
        assert.equal(kind(custom(name), indexProgram([wildcard, other, own])), expected);
      });
    }

    it("an origin is unknown if the domain's target is", () => {
      const created = resource("aws:apigateway/domainName:DomainName", "created", {
        ...wildcardProps,
        regionalDomainName: from(),
      });
      assert.equal(
        kind(custom("v1.apis.example.com"), indexProgram([created, record("v1.apis.example.com", target)])),
        "unknown",
      );
    });

    it("an origin outside of every domain is unknown if its record's target is", () => {
      const own = (props: object) =>
        resource("aws:route53/record:Record", "own", { name: "origin.example.net", type: "A", ...props });
      const kindWith = (props: object) => kind(custom("origin.example.net"), indexProgram([wildcard, own(props)]));
      assert.equal(kindWith({}), "unknown");
      assert.equal(kindWith({ aliases: [{ name: from(load) }] }), "other");
      assert.equal(kindWith({ aliases: [{ name: from(wildcard) }] }), "custom-domain");
      assert.equal(kind(custom("elsewhere.example.net"), indexProgram([wildcard, own({})])), "other");
    });
  });

  it("finds the type of a default endpoint and a private API", () => {
    const rest = resource("aws:apigateway/restApi:RestApi", "rest", { id: "abc123" });
    const found = endpoint(custom("abc123.execute-api.us-east-1.amazonaws.com"), indexProgram([rest]));
    assert.deepEqual("endpointType" in found ? found.endpointType : undefined, "EDGE");
    const vpc = endpoint(custom("abc123-vpce-1.execute-api.us-east-1.amazonaws.com"));
    assert.deepEqual("endpointType" in vpc ? vpc.endpointType : undefined, "PRIVATE");
  });

  it("recognizes bucket settings whatever the name is, and a VPC origin by its name", () => {
    assert.equal(kind(custom(new Unknown("not yet"), { shape: "s3" })), "s3");
    assert.equal(kind(custom(new Unknown("not yet"), { shape: "vpc" })), "unknown");
    assert.equal(kind(custom("internal.example.com", { shape: "vpc" })), "other");
  });

  for (const [name, expected] of [
    ["abc.lambda-url.us-east-1.on.aws", "lambda-url"],
    ["abc.lambda-url.cn-north-1.on.amazonwebservices.com.cn", "lambda-url"],
    ["bucket.s3.cn-north-1.amazonaws.com.cn", "s3"],
    ["bucket.s3.us-east-1.amazonaws.com", "s3"],
    ["bucket.s3.amazonaws.com", "s3"],
    ["my.bucket.s3-us-west-2.amazonaws.com", "s3"],
    ["bucket.s3.dualstack.us-east-1.amazonaws.com", "s3"],
    ["bucket.s3-website-us-east-1.amazonaws.com", "s3-website"],
    ["bucket.s3-website.eu-west-1.amazonaws.com", "s3-website"],
    ["lb.us-east-1.elb.amazonaws.com", "other"],
    ["abc.lambda-url.us-east-1.on.aws.example.com", "other"],
  ] as const) {
    it(`recognizes ${name} as ${expected}`, () => {
      assert.equal(kind(custom(name)), expected);
    });
  }
});

describe("endpointOf with an unknown domain name", () => {
  const created = (type: string): Resource => resource(type, type.split(":").at(-1) ?? "");
  const from = (...types: string[]) => new Unknown("not yet", () => types.map(created));
  const known = (...types: string[]) => indexProgram(types.map(created));
  const api = "aws:apigatewayv2/api:Api";
  const bucket = "aws:s3/bucket:Bucket";

  it("is an API if every resource that it can come from is", () => {
    assert.equal(kind(custom(from(api)), known(api)), "default-endpoint");
    assert.equal(kind(custom(from(api, "aws:apigateway/restApi:RestApi")), known(api)), "one-of-several");
    assert.equal(kind(custom(from("aws:apigatewayv2/domainName:DomainName"))), "name-or-target");
    assert.equal(kind(custom(from(api, "aws:apigatewayv2/domainName:DomainName")), known(api)), "name-or-target");
  });

  it("is not the bucket if another origin uses the bucket", () => {
    const control = "aws:cloudfront/originAccessControl:OriginAccessControl";
    const site = custom(from(api, bucket, control), { id: "site", accessControlId: from(control) });
    assert.equal(kind(custom(from(api, bucket, control)), known(api), site), "default-endpoint");
    assert.equal(kind(site, known(api), custom(from(api, bucket, control))), "s3");
  });

  it("is not a bucket that exists if another origin has its name", () => {
    const existing = resource(bucket, "files", { bucket: "shop-files" });
    const name = new Unknown("not yet", () => [created(api), existing]);
    const at = (domainName: string) => custom(domainName, { id: "site", shape: "s3", accessControlId: "E1" });
    const used = at("shop-files.s3.eu-west-1.amazonaws.com");
    assert.equal(kind(custom(name), known(api), used), "default-endpoint");
    assert.equal(kind(custom(name), known(api), at("shop-files-2.s3.eu-west-1.amazonaws.com")), "unknown");
    assert.equal(kind(custom(name), known(api), custom("shop-files.example.org", { id: "site" })), "unknown");
  });

  it("can be the website of a bucket that another origin uses, if the bucket has one", () => {
    const control = "aws:cloudfront/originAccessControl:OriginAccessControl";
    const site = custom(from(api, bucket, control), { id: "site", accessControlId: from(control) });
    const website = resource(bucket, "website", { website: { indexDocument: "index.html" } });
    const over = (protocolPolicy: string, ...sources: Resource[]) =>
      custom(new Unknown("not yet", () => sources), { protocolPolicy });
    assert.equal(kind(over("http-only", created(api), created(bucket)), known(api), site), "default-endpoint");
    assert.equal(kind(over("http-only", created(api), website), known(api), site), "unknown");
    assert.equal(kind(over("https-only", created(api), website), known(api), site), "default-endpoint");
  });

  it("can be the bucket or a function URL, although another origin uses the bucket", () => {
    const [url, control] = [
      "aws:lambda/functionUrl:FunctionUrl",
      "aws:cloudfront/originAccessControl:OriginAccessControl",
    ];
    const site = custom(from(url, bucket, control), { id: "site", accessControlId: from(control) });
    assert.equal(kind(custom(from(url, bucket, control)), known(url), site), "unknown");
  });

  it("can be a second bucket if another origin uses the first", () => {
    const second = resource(bucket, "second");
    const both = new Unknown("not yet", () => [created(api), created(bucket), second]);
    const site = custom(both, { id: "site", accessControlId: new Unknown("not yet") });
    assert.equal(kind(custom(both), known(api), site), "unknown");
  });

  it("is unknown if it can be the API or the bucket", () => {
    const answer = endpoint(custom(from(api, bucket)), known(api));
    assert.ok(answer instanceof Unknown);
    assert.match(answer.reason, /it comes from Api or Bucket/);
  });

  describe("that comes from a custom domain whose name is known", () => {
    const domain = resource("aws:apigatewayv2/domainName:DomainName", "domain", { domainName: "api.example.com" });
    const out = (...sources: Resource[]) => custom(new Unknown("not yet", () => sources));
    const mapping = resource("aws:apigatewayv2/apiMapping:ApiMapping", "mapping", {
      domainName: new Unknown("not yet", () => [domain]),
    });
    const record = (type: string, props: object) =>
      resource("aws:route53/record:Record", type, { name: "orders", type, ...props });
    const alias = record("A", { aliases: [{ name: new Unknown("not yet", () => [domain]) }] });

    it("is its name or its DNS target, because the ID is the name", () => {
      assert.equal(kind(out(domain), indexProgram([domain])), "name-or-target");
      assert.equal(kind(out(domain, mapping), indexProgram([domain, mapping])), "name-or-target");
    });

    it("is its name by way of a mapping or a DNS record", () => {
      assert.equal(kind(out(mapping), indexProgram([domain, mapping])), "custom-domain");
      assert.equal(kind(out(alias), indexProgram([domain, alias])), "custom-domain");
    });

    it("is unknown by way of a DNS record that leads elsewhere, or that also leads elsewhere", () => {
      const elsewhere = record("CNAME", { records: ["old.example.net"] });
      assert.equal(kind(out(elsewhere), indexProgram([domain, elsewhere])), "unknown");
      assert.equal(kind(out(alias), indexProgram([domain, alias, elsewhere])), "unknown");
      const text = record("TXT", { records: ["verify=2"] });
      assert.equal(kind(out(alias), indexProgram([domain, text, alias])), "custom-domain");
    });
  });

  for (const type of ["random:index/randomUuid:RandomUuid", "random:index/randomInteger:RandomInteger"]) {
    it(`ignores ${type} only if a header has an unknown value`, () => {
      assert.equal(kind(custom(from(api, type)), known(api)), "unknown");
      assert.equal(kind(custom(from(api, type), { hasUnknownHeader: true }), known(api)), "default-endpoint");
    });
  }

  for (const type of [
    "pulumi:providers:aws",
    "aws-apigateway:index:RestAPI",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:apigateway/apiKey:ApiKey",
    "aws:cloudfront/vpcOrigin:VpcOrigin",
    "random:index/randomPassword:RandomPassword",
    "tls:index/privateKey:PrivateKey",
  ]) {
    it(`ignores ${type}, which has no part of a domain name`, () => {
      assert.equal(kind(custom(from(api, type)), known(api)), "default-endpoint");
    });
  }

  for (const type of [
    "pulumi:pulumi:Stash",
    "pulumi-python:dynamic:Resource",
    "terraform:state:RemoteStateReference",
    "aws:cloudformation/stack:Stack",
    "aws:lambda/invocation:Invocation",
    "aws:secretsmanager/secretVersion:SecretVersion",
    "acme:network:Service",
    "random:index/randomPet:RandomPet",
    "random:index/randomShuffle:RandomShuffle",
  ]) {
    it(`is unknown if it can come from ${type}`, () => {
      assert.equal(kind(custom(from(api, type), { hasUnknownHeader: true }), known(api)), "unknown");
    });
  }

  it("is unknown for a bucket with custom settings, which can be its website endpoint over HTTP", () => {
    assert.equal(kind(custom(from(bucket), { protocolPolicy: "http-only" })), "unknown");
    assert.equal(kind(custom(from(bucket))), "unknown");
    assert.equal(kind(custom(from(bucket), { protocolPolicy: undefined })), "s3");
  });

  it("is recognized by the text around the placeholders of a multi-tenant distribution", () => {
    assert.equal(kind(custom("{{api}}.execute-api.us-east-1.amazonaws.com")), "default-endpoint");
    assert.equal(kind(custom("{{host}}")), "unknown");
  });

  for (const part of ["{{", "{{a", "{{a}}", "a.", "a-", ":1", "/", " "]) {
    it(`is read in linear time from 1 MB of ${JSON.stringify(part)}`, () => {
      const domainName = part.repeat(1_000_000 / part.length);
      const { origins } = awsDistribution({ origins: [{ ...apiOrigin, domainName }] });
      // In quadratic time, this takes an hour.
      (origins as readonly Origin[]).forEach((origin) => {
        assert.doesNotThrow(() => endpoint(origin));
      });
    });
  }

  it("is another service if every resource that it can come from is", () => {
    assert.equal(kind(custom(from("aws:lb/loadBalancer:LoadBalancer"))), "other");
    assert.equal(kind(custom(from("aws:elb/loadBalancer:LoadBalancer"))), "other");
    assert.equal(kind(custom(from("aws-native:elasticloadbalancingv2:LoadBalancer"))), "other");
    assert.equal(kind(custom(from("aws:lambda/functionUrl:FunctionUrl"))), "lambda-url");
  });

  it("is unknown if it can come from a resource of another kind, or from none", () => {
    assert.equal(kind(custom(from(api, "command:local:Command"))), "unknown");
    assert.equal(kind(custom(from("pulumi:pulumi:StackReference"))), "unknown");
    assert.equal(kind(custom(new Unknown("not yet"))), "unknown");
  });
});
