import assert from "node:assert/strict";
import { Account } from "../../../local-aws/aws/account";
import { OriginGroup } from "../../../local-aws/aws/cloudfront/distribution";
import { putFunction, putHttpApi } from "../../support/account";
import { serving } from "../../support/edge";
import { sendRequest } from "../../support/https";
import { behaviorTo, deployDistribution, Shape, shapes } from "../../support/shapes";

const account = new Account();
const https = { customOriginConfig: { originProtocolPolicy: "https-only" } } as const;
const primary = { domainName: putHttpApi(account, putFunction(account)).domainName, ...https };
const secondary = { domainName: putHttpApi(account, putFunction(account)).domainName, ...https };
const unreachable = { domainName: "nowhere.example.com", ...https };

const group: OriginGroup = {
  originId: "both",
  failoverCriteria: { statusCodes: [500, 503] },
  members: [{ originId: "primary" }, { originId: "secondary" }],
};

function front(shape: Shape, first: typeof primary | typeof unreachable): string {
  const origins = { primary: first, secondary };
  const allowedMethods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
  return deployDistribution(account, shape, origins, {
    originGroups: [group],
    defaultCacheBehavior: behaviorTo("both", { allowedMethods }),
  });
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
describe("An origin group", () => {
  const edge = serving(account);

  for (const shape of shapes) {
    it(`uses the primary and returns a status that is no failover criterion (${shape})`, async () => {
      const host = front(shape, primary);
      const fine = await sendRequest(edge(), host, "/a");
      assert.deepEqual([fine.status, fine.body], [200, `Hello from ${primary.domainName}/a`]);
      const missing = await sendRequest(edge(), host, "/status/404");
      assert.deepEqual([missing.status, missing.body], [404, `Hello from ${primary.domainName}/status/404`]);
    });

    it(`sends the same request to the secondary after a failover status (${shape})`, async () => {
      const received = await sendRequest(edge(), front(shape, primary), "/status/503");
      assert.deepEqual([received.status, received.body], [503, `Hello from ${secondary.domainName}/status/503`]);
    });

    it(`uses the secondary if the primary is unreachable (${shape})`, async () => {
      const host = front(shape, unreachable);
      for (const method of ["GET", "HEAD", "OPTIONS"]) {
        assert.equal((await sendRequest(edge(), host, "/a", { method })).status, 200, method);
      }
    });
  }

  // CloudFront rejects these methods with an origin group; only a test can create such a distribution.
  it("does not fail over for POST", async () => {
    const posted = await sendRequest(edge(), front("aws", primary), "/status/503", { method: "POST" });
    assert.deepEqual([posted.status, posted.body], [503, `Hello from ${primary.domainName}/status/503`]);
    assert.equal((await sendRequest(edge(), front("aws", unreachable), "/a", { method: "POST" })).status, 502);
  });
});
