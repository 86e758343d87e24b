import { putLoadBalancer, putRecord, putRestDomain } from "../../support/account";
import { EdgeRow, gatewayGuide, guide } from "../../support/conformance";
import { allViewer } from "../../support/programs";
import { newAlias } from "../../support/shapes";
import { account, api, front, https, refusedPage, regionalApi, toApi } from "./hosts";

const section = 5;
const cnames = guide("CNAMEs");

/** A chain of distributions in front of an API. @returns the alias of the first */
function chained(distributions: number): string {
  const next = distributions === 1 ? api : chained(distributions - 1);
  const name = front({ domainName: next, ...https });
  putRecord(account, name, "d1.cloudfront.net");
  return name;
}

function specificity(): { readonly one: string; readonly two: string } {
  const balancer = { domainName: putLoadBalancer(account), ...https };
  front(balancer, {}, "*.shop.example.com");
  return { one: front(toApi, {}, "one.shop.example.com"), two: "two.shop.example.com" };
}

/** A regional custom domain with the distribution's alias, or a wildcard that covers it. Its target is the origin. */
function matchingDomain(held: string, alias: string): string {
  const domainName = putRestDomain(account, held, "REGIONAL", regionalApi.id);
  return front({ domainName, ...https }, { originRequestPolicyId: allViewer }, alias);
}

function behindItself(): string {
  const alias = newAlias();
  putRecord(account, alias, "d1.cloudfront.net");
  return front({ domainName: alias, ...https }, { originRequestPolicyId: allViewer }, alias);
}

const { one, two } = specificity();
const ownDomain = newAlias();
const [status, body] = refusedPage;

export const aliasRows: readonly EdgeRow[] = [
  {
    section,
    row: "the most specific of several aliases",
    pages: [cnames],
    host: one,
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "a wildcard alias if no other is more specific",
    pages: [cnames],
    host: two,
    expected: { status: 200, body: /load balancer/ },
  },
  {
    section,
    row: "a CloudFront hostname without a distribution",
    pages: [guide("http-403-permission-denied")],
    host: "dnobody.cloudfront.net",
    expected: { status, body },
  },
  {
    section,
    row: "two distributions in a chain",
    pages: [guide("cloudfront-limits#limits-web-distributions")],
    host: chained(2),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "three distributions in a chain",
    pages: [guide("cloudfront-limits#limits-web-distributions"), guide("http-403-permission-denied")],
    host: chained(3),
    expected: { status, body },
  },
  {
    section,
    row: "a regional custom domain with the alias of the distribution, by its target",
    pages: [gatewayGuide("apigateway-regional-api-custom-domain-create")],
    certainty: "reported",
    host: matchingDomain(ownDomain, ownDomain),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "a wildcard custom domain that covers the alias, by its target",
    pages: [gatewayGuide("http-api-custom-domain-names")],
    certainty: "derived",
    host: matchingDomain("*.matching.example.com", "www.matching.example.com"),
    expected: { status: 200, body: /^Hello/ },
  },
  {
    section,
    row: "the target of a custom domain with another name",
    pages: [gatewayGuide("apigateway-regional-api-custom-domain-create")],
    certainty: "reported",
    host: matchingDomain("elsewhere.example.net", newAlias()),
    expected: { status: 403, body: /^\{"message":"Forbidden"\}$/ },
  },
  {
    section,
    row: "the distribution's own alias as origin",
    pages: [guide("http-403-permission-denied")],
    certainty: "derived",
    host: behindItself(),
    expected: { status, body },
  },
];
