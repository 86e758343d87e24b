import assert from "node:assert/strict";
import { Resources } from "../../local-aws/provider/resources";
import { isKnown, Unknown } from "../../policy-pack/program/maybe";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { Resource } from "../../policy-pack/program/resource";
import { rules } from "../../policy-pack/rules";
import { Rule } from "../../policy-pack/findings/rule";
import { routeDistribution } from "../../policy-pack/findings/routedDistribution";
import { accepted, account as rejecting, distributionRows } from "../conformance/tables/distributions";
import { describedAs } from "../support/agreement";
import { sendHttpRequest, serving } from "../support/edge";
import { account, deploy, describeDeployed, describeSetup, OriginSetup } from "../support/failingSetups";
import { Case, cases } from "../support/failingRequests";
import { Received, sendRequest } from "../support/https";
import { hasClientCertificate, OtherCase, otherCases } from "../support/otherFailures";
import { answerToResource } from "../support/refusals";
import { Described, propertiesFor, typeOf } from "../support/shapes";
import { stateOf } from "../tools/stateOf";

/** The distributions that violate a rule and that CloudFront rejects, as rows of the table of rejections. */
const rejectedRows: Readonly<Record<string, readonly string[]>> = {
  "s3-website-origin-protocol": ["an access control for a website endpoint"],
  "origin-domain-name": ["a URL as the domain name of an origin"],
  "behavior-target-origin": ["a target without an origin", "an origin group with POST"],
  "behavior-cache-settings": [
    "ForwardedValues with a cache policy",
    "neither ForwardedValues nor a cache policy",
    "an origin request policy without a cache policy",
    "legacy * with a minimum TTL",
    "a legacy default TTL above the maximum",
  ],
  "rejected-by-cloudfront": ["an alias without a certificate", "a viewer certificate outside us-east-1"],
};

const all: readonly OtherCase[] = [...cases, ...otherCases];
const casesOf = (rule: Rule) => all.filter((one) => one.rule === rule.name);

function rejectionsOf(rule: Rule) {
  return (rejectedRows[rule.name] ?? []).map((name) => {
    const row = distributionRows.find((one) => one.row === name);
    assert.ok(row, name);
    return row;
  });
}

/** @param inputs what the program sets, if that differs from what is deployed */
function violates(rule: Rule, deployed: Described, inputs = deployed): boolean {
  const program = indexProgram(stateOf(account).resources.map(asInPreview));
  const distribution = describedAs("aws", deployed, inputs);
  return rule.check(routeDistribution(distribution, program)).some(({ kind }) => kind === "violation");
}

/** A function or custom domain as in the preview that creates it. Origins use their names as if they were known. */
function asInPreview(resource: Resource): Resource {
  const isNew = /:lambda\/function:|:DomainName$/.test(resource.type) && isKnown(resource.props);
  const unknown = new Unknown("the preview creates it");
  return isNew ? { ...resource, props: { ...resource.props, id: unknown, arn: unknown } } : resource;
}

/** The HTTP statuses in a string. */
function statusesIn(text: string): number[] {
  return [...text.matchAll(/\b[45]\d\d\b/g)].map(([status]) => Number(status)).filter((status) => status !== 443);
}

describe("The failing request of rule", () => {
  const edge = serving(account);
  before(() => hasClientCertificate);

  function answerOf(
    host: string,
    { path = "/hello", scheme, method, body, header = [] }: NonNullable<Case["request"]> = {},
  ) {
    const headers = Object.fromEntries(header.map((line) => line.split(": ") as [string, string]));
    return scheme === "http"
      ? sendHttpRequest(edge(), host, path, method)
      : sendRequest(edge(), host, path, { method, headers, ...(body === undefined ? {} : { body }) });
  }

  async function answerAfter(
    earlier: Case["earlierRequest"],
    setup: OriginSetup,
    request: Case["request"],
    before?: OriginSetup,
  ): Promise<Received> {
    const host = deploy(setup, before);
    if (earlier !== undefined) {
      await answerOf(host, earlier);
    }
    return answerOf(host, request);
  }

  for (const rule of rules) {
    describe(rule.name, () => {
      it("has a test case", () => {
        assert.ok(casesOf(rule).length > 0 || rejectionsOf(rule).length > 0);
      });

      it("describes the statuses that the test cases show", () => {
        const shown = casesOf(rule).flatMap(({ response, fixedStatus }) => [response.status, fixedStatus]);
        const described = statusesIn(rule.failingRequest);
        assert.deepEqual(
          described.filter((status) => !shown.includes(status)),
          [],
          "described, but not shown",
        );
        for (const { expected } of rejectionsOf(rule)) {
          const names = expected.source.match(/\w+/g) ?? [];
          assert.ok(
            names.some((name) => rule.failingRequest.includes(name) && /[A-Z].*[A-Z]/.test(name)),
            expected.source,
          );
        }
      });

      for (const { mistake, ...one } of casesOf(rule)) {
        const { before, broken, fixed, earlierRequest, request, response, fixedStatus = 200 } = one;
        it(`returns ${response.status} if ${mistake}, and ${fixedStatus} after the fix`, async () => {
          const failed = await answerAfter(earlierRequest, broken, request, before);
          assert.equal(failed.status, response.status, failed.body);
          assert.match(failed.body, response.body);
          const deployed = describeDeployed(broken, before);
          assert.ok(violates(rule, deployed, describeSetup(broken)), "the broken distribution is a violation");

          const answered = await answerAfter(earlierRequest, fixed, request, before);
          assert.equal(answered.status, fixedStatus, answered.body);
          assert.doesNotMatch(answered.body, response.body);
          assert.ok(!violates(rule, describeSetup(fixed)), "the fixed distribution has no violation");
        });
      }

      for (const row of rejectionsOf(rule)) {
        it(`never arrives, because CloudFront rejects ${row.row}`, () => {
          const resources = new Resources(rejecting, () => "eu-west-1", "nested");
          const described = { ...accepted, ...row.change };
          const answer = (one: Described) => answerToResource(resources, typeOf.aws, propertiesFor("aws", one));
          assert.match(answer(described), row.expected);
          assert.ok(violates(rule, described), "the rejected distribution is a violation");
          assert.equal(answer(accepted), "accepted");
          assert.ok(!violates(rule, accepted), "the accepted distribution is not a violation");
        });
      }
    });
  }
});
