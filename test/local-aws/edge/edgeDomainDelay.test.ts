import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { Resources } from "../../../local-aws/provider/resources";
import { put, putFunction, putRecord, putRestApi, region } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { deployDistribution } from "../../support/shapes";

const account = new Account();
const domains = "aws:apigateway/domainName:DomainName";
const domainName = "new.example.net";

describe("An edge-optimized custom domain", () => {
  const edge = serving(account, { edgeDomainDelay: 2400 });
  const { id: restApi } = putRestApi(account, putFunction(account), "EDGE");

  before(() => {
    const certificateArn = put(
      account,
      "aws:acm/certificate:Certificate",
      { domainName },
      {
        id: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      },
    );
    const resources = new Resources(account, () => region, "nested");
    const { outputs } = resources.create(domains, { domainName, certificateArn });
    putRecord(account, domainName, outputs.cloudfrontDomainName as string);
    put(account, "aws:apigateway/basePathMapping:BasePathMapping", { domainName, restApi, stageName: "prod" });
  });

  const origin = { domainName, customOriginConfig: { originProtocolPolicy: "https-only" as const } };
  const answer = () => sendRequest(edge(), deployDistribution(account, "aws", { origin }), "/hello");

  /** Changes the time of the creation. */
  function createdBefore(seconds: number): void {
    const stored = account.get(domains, domainName);
    assert.ok(stored);
    account.put({ ...stored, internal: { createdAt: new Date(Date.now() - seconds * 1000).toISOString() } });
  }

  it("is not available until the delay has passed", async () => {
    const { status, body } = await answer();
    assert.deepEqual([status, /<H1>502 ERROR/.test(body)], [502, true]);
    createdBefore(2399);
    assert.equal((await answer()).status, 502);
  });

  it("is available after the delay", async () => {
    createdBefore(2401);
    assert.equal((await answer()).status, 200);
  });
});
