import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayGuide, guide, Row, rowTitle } from "../support/conformance";

interface NotModeledRow extends Row {
  /** Its words in a list "Not modeled" of local-aws/README.md. */
  readonly expected: string;
}

/** Rows that no request to the local AWS can demonstrate. */
const notModeled: readonly NotModeledRow[] = [
  {
    section: 3,
    row: "an alias that a distribution of another account has, or overlaps by a wildcard",
    pages: [guide("CNAMEs#alternate-domain-names-restrictions")],
    certainty: "reported",
    expected: "aliases of other accounts",
  },
  {
    section: 3,
    row: "the security policy of the default certificate, always TLSv1",
    pages: [guide("DownloadDistValuesGeneral#DownloadDistValues-security-policy")],
    expected: "protocol versions and ciphers",
  },
  {
    section: 5,
    row: "an integration other than a Lambda proxy returns the function's whole result",
    pages: [gatewayGuide("set-up-lambda-proxy-integrations")],
    certainty: "derived",
    expected: "integrations other than Lambda proxies",
  },
  {
    section: 5,
    row: "a REST API's access logs need the account's CloudWatch role",
    pages: [gatewayGuide("set-up-logging")],
    certainty: "reported",
    expected: "the CloudWatch role that a REST API's access logs require",
  },
  {
    section: 5,
    row: "an HTTP API's stage has no X-Ray",
    pages: [gatewayGuide("http-api-vs-rest")],
    expected: "X-Ray",
  },
  {
    section: 5,
    row: "a viewer whose server name is another distribution's than its Host",
    pages: [guide("CNAMEs")],
    expected: "the check for domain fronting (421)",
  },
  {
    section: 5,
    row: "endpoint access mode STRICT",
    pages: [gatewayGuide("apigateway-security-policies")],
    expected: "`endpointAccessMode`",
  },
  {
    section: 5,
    row: "security policies of custom domains",
    pages: [gatewayGuide("apigateway-security-policies")],
    expected: "protocol versions and ciphers",
  },
  {
    section: 5,
    row: "host names of other partitions, of FIPS and of dual-stack endpoints",
    pages: ["https://docs.aws.amazon.com/general/latest/gr/apigateway.html"],
    expected: "names of AWS's other partitions, FIPS and dual-stack endpoints",
  },
  {
    section: 5,
    row: "an access control for a Lambda function URL needs two permissions",
    pages: [guide("private-content-restricting-access-to-lambda")],
    expected: "permissions",
  },
  {
    section: 5,
    row: "AppSync needs its own Host",
    pages: ["https://docs.aws.amazon.com/appsync/latest/devguide/custom-domain-name.html"],
    certainty: "the model's choice",
    expected: "names of other services, for example AppSync",
  },
  {
    section: 5,
    row: "a load balancer's certificate",
    pages: [guide("using-https-cloudfront-to-custom-origin")],
    certainty: "the model's choice",
    expected: "listeners, rules, targets, certificates",
  },
  {
    section: 6,
    row: "gRPC",
    pages: [guide("distribution-using-grpc")],
    expected: "gRPC",
  },
  {
    section: 6,
    row: "CloudFront's own request headers",
    pages: [guide("adding-cloudfront-headers")],
    expected: "CloudFront's own request headers",
  },
  {
    section: 6,
    row: "HTTP/3 of viewers",
    pages: [guide("DownloadDistValuesGeneral#DownloadDistValuesSupportedHTTPVersions")],
    expected: "HTTP/3",
  },
  {
    section: 6,
    row: "a staging distribution serves a part of the requests",
    pages: [guide("understanding-continuous-deployment")],
    expected: "staging distributions",
  },
];

/** The lists after "Not modeled:". */
function notModeledLists(text: string): string {
  return [...text.matchAll(/^Not modeled:\n\n((?:[- ].*\n)+)/gm)].map(([, list = ""]) => list).join("\n");
}

describe("local-aws/README.md lists as not modeled", () => {
  const listed = notModeledLists(readFileSync(join(__dirname, "..", "..", "local-aws", "README.md"), "utf8"));

  for (const row of notModeled) {
    it(rowTitle(row, row.expected), () => {
      assert.ok(listed.includes(row.expected), `local-aws/README.md does not list ${row.expected}`);
    });
  }
});
