import assert from "node:assert/strict";
import { Account, JsonObject } from "../../local-aws/aws/account";
import { Resources } from "../../local-aws/provider/resources";
import { putLoadBalancer } from "../support/account";
import { legacy } from "../support/agreement";
import { gatewayGuide, guide, Row, rowTitle, sectionTitle, showRows } from "../support/conformance";
import { sendRaw, serving } from "../support/edge";
import { sendRequest } from "../support/https";
import { allViewer } from "../support/programs";
import { behaviorTo, deployDistribution, Shape, shapes } from "../support/shapes";
import { account, front, HostRow, hostRows, https, toApi } from "./tables/hosts";
import { aliasRows } from "./tables/names";
import { originRows } from "./tables/origins";
import { protocolRows, stageRows } from "./tables/stages";

const section = 5;

describe(sectionTitle(section), () => {
  const edge = serving(account);

  async function answers(host: string, [status, body]: HostRow["ownHost"]): Promise<void> {
    const received = await sendRequest(edge(), host, "/hello.txt");
    assert.equal(received.status, status, received.body);
    assert.match(received.body, body);
  }

  const deploy = (shape: Shape, { origin }: HostRow, settings = {}) =>
    deployDistribution(account, shape, { origin }, { defaultCacheBehavior: behaviorTo("origin", settings) });

  for (const row of hostRows) {
    const outcome = `${row.viewersHost[0]} for the viewer's Host, ${row.ownHost[0]} for its own`;
    for (const shape of shapes) {
      it(rowTitle(row, `${outcome}, with policies of ${shape}`), async () => {
        await answers(deploy(shape, row, { originRequestPolicyId: allViewer }), row.viewersHost);
        await answers(deploy(shape, row), row.ownHost);
      });
    }
    // CloudFront rejects legacy Host for a bucket and legacy settings on a multi-tenant distribution.
    for (const shape of row.origin.customOriginConfig === undefined ? [] : (["aws", "native"] as const)) {
      it(rowTitle(row, `${outcome}, with legacy settings of ${shape}`), async () => {
        await answers(deploy(shape, row, legacy("*")), row.viewersHost);
        await answers(deploy(shape, row, legacy("host")), row.viewersHost);
        await answers(deploy(shape, row, legacy("Accept")), row.ownHost);
      });
    }
  }

  showRows(stageRows, edge);
  showRows(protocolRows, edge);
  showRows(aliasRows, edge);
  showRows(originRows, edge);

  const byHost: Row = {
    section,
    row: "CloudFront selects the distribution by Host, not by the server name",
    pages: [guide("CNAMEs"), guide("http-403-permission-denied")],
  };
  it(rowTitle(byHost, "Host's"), async () => {
    const balancer = front({ domainName: putLoadBalancer(account), ...https });
    const request = (host: string) => `GET /hello HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
    assert.match(await sendRaw(edge(), balancer, request(front(toApi))), /Hello from/);
    assert.match(await sendRaw(edge(), front(toApi), request(balancer)), /load balancer/);
  });
});

interface CreatedRow extends Row {
  readonly type: string;
  readonly region?: string;
  readonly inputs: JsonObject;
  /** Outputs that AWS computes. */
  readonly expected: Readonly<Record<string, RegExp>>;
}

const restDomain = "aws:apigateway/domainName:DomainName";
const certificate = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/1`;
const regional = gatewayGuide("apigateway-regional-api-custom-domain-create");
const endpointTypes = gatewayGuide("api-gateway-api-endpoint-types");

const createdRows: readonly CreatedRow[] = [
  {
    section,
    row: "the default endpoint type of a REST API",
    pages: [endpointTypes],
    type: "aws:apigateway/restApi:RestApi",
    inputs: { name: "api" },
    expected: { endpointConfiguration: /"types":"EDGE"/ },
  },
  ...["REGIONAL", "PRIVATE"].map((types): CreatedRow => ({
    section,
    row: `the endpoint of a REST API that is ${types}`,
    pages: [endpointTypes],
    type: "aws:apigateway/restApi:RestApi",
    inputs: { name: "api", endpointConfiguration: { types } },
    expected: { endpointConfiguration: new RegExp(`"types":"${types}"`) },
  })),
  {
    section,
    row: "the target of an edge-optimized custom domain",
    pages: [gatewayGuide("how-to-edge-optimized-custom-domain-name")],
    type: restDomain,
    inputs: { domainName: "a.example.com", certificateArn: certificate("us-east-1") },
    expected: { cloudfrontDomainName: /^"d[0-9a-f]+\.cloudfront\.net"$/, cloudfrontZoneId: /^"Z2FDTNDATAQYW2"$/ },
  },
  {
    section,
    row: "the target of an HTTP API's custom domain",
    pages: [gatewayGuide("http-api-custom-domain-names")],
    type: "aws:apigatewayv2/domainName:DomainName",
    inputs: { domainName: "a.example.com", domainNameConfiguration: { certificateArn: certificate("eu-west-1") } },
    expected: { domainNameConfiguration: /"d-[0-9a-f]{10}\.execute-api\.eu-west-1\.amazonaws\.com".*"ZLY8HYME6SFDD"/ },
  },
  ...Object.entries({
    "us-east-1": "Z1UJRXOUMOOFQ8",
    "us-east-2": "ZOJJZC49E0EPZ",
    "us-west-1": "Z2MUQ32089INYE",
    "us-west-2": "Z2OJLYMUO9EFXC",
    "eu-west-1": "ZLY8HYME6SFDD",
    "eu-west-2": "ZJ5UAJN8Y3Z2Q",
    "eu-central-1": "Z1U9ULNL0V5AJ3",
    "ap-southeast-1": "ZL327KTPIQFUL",
    "ap-southeast-2": "Z2RPCDW04V8134",
    "ap-northeast-1": "Z1YSHQZHG15GKL",
    "ap-south-1": "Z3VO1THU9YC4UR",
    "ca-central-1": "Z19DQILCV0OWEC",
    "sa-east-1": "ZCMLWB8V5SYIT",
  }).map(([region, zone]): CreatedRow => ({
    section,
    row: `the target of a regional custom domain in ${region}`,
    pages: [regional, "https://docs.aws.amazon.com/general/latest/gr/apigateway.html"],
    type: restDomain,
    region,
    inputs: {
      domainName: "a.example.com",
      regionalCertificateArn: certificate(region),
      endpointConfiguration: { types: "REGIONAL" },
    },
    expected: {
      regionalDomainName: new RegExp(`^"d-[0-9a-f]{10}\\.execute-api\\.${region}\\.amazonaws\\.com"$`),
      regionalZoneId: new RegExp(`^"${zone}"$`),
    },
  })),
];

describe(`${sectionTitle(section)}, as the provider creates them`, () => {
  for (const row of createdRows) {
    it(
      rowTitle(
        row,
        Object.values(row.expected)
          .map(({ source }) => source)
          .join(", "),
      ),
      () => {
        const resources = new Resources(new Account(), () => row.region ?? "eu-west-1", "nested");
        const { outputs } = resources.create(row.type, row.inputs);
        for (const [name, value] of Object.entries(row.expected)) {
          assert.match(JSON.stringify(outputs[name]), value);
        }
      },
    );
  }

  const onePolicy: Row = {
    section,
    row: "a bucket has one policy",
    pages: ["https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"],
  };
  it(rowTitle(onePolicy, "the second replaces the first"), () => {
    const account = new Account();
    const resources = new Resources(account, () => "eu-west-1", "nested");
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    for (const policy of ["1", "2"]) {
      resources.create(type, { bucket: "b", policy });
    }
    assert.deepEqual(
      account.list(type).map(({ inputs }) => inputs.policy),
      ["2"],
    );
  });
});
