import assert from "node:assert/strict";
import { Edge } from "../../local-aws/edge";
import { sendHttpRequest } from "./edge";
import { sendRequest } from "./https";

/** What AWS documents, row by row: tables that the local AWS is held to. */
const sections = {
  2: "Header settings",
  3: "What CloudFront's API refuses",
  5: "API Gateway and similar origins",
  6: "Behavior selection, requests and answers",
} as const;

type Section = keyof typeof sections;

/** How sure a row is where no page of AWS says it: users report it, it follows from pages, or this model has to choose. */
type Certainty = "reported" | "derived" | "the model's claim";

export interface Row {
  readonly section: Section;
  /** The row in short words. */
  readonly row: string;
  /** AWS's pages that say it, or that it follows from. */
  readonly pages: readonly [string, ...string[]];
  /** @default documented by AWS */
  readonly certainty?: Certainty;
}

export function sectionTitle(section: Section): string {
  return `§${section} ${sections[section]}`;
}

/** A test's title: the row, what comes of it, and how sure that is. */
export function rowTitle({ section, row, certainty }: Row, outcome: string): string {
  return `§${section} ${row}: ${outcome}${certainty === undefined ? "" : ` (${certainty})`}`;
}

/** A page of CloudFront's guide. */
export function guide(page: string): string {
  const [name, anchor] = page.split("#");
  const at = anchor === undefined ? "" : `#${anchor}`;
  return `https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/${name}.html${at}`;
}

/** A page of API Gateway's guide. */
export function gatewayGuide(page: string): string {
  return `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`;
}

/** A page of CloudFront's API. */
export function cloudFrontApi(page: string): string {
  return `https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_${page}.html`;
}

/** A row that a request to a name shows. */
export interface EdgeRow extends Row {
  readonly host: string;
  /** @default a GET of `/hello` over HTTPS */
  readonly asks?: {
    readonly path?: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
    readonly scheme?: "http";
  };
  readonly expected: {
    readonly status: number;
    readonly body?: RegExp;
    readonly headers?: Readonly<Record<string, string | undefined>>;
  };
}

/** A test for each row. */
export function showRows(rows: readonly EdgeRow[], edge: () => Edge): void {
  for (const row of rows) {
    it(rowTitle(row, String(row.expected.status)), async () => {
      const { path = "/hello", scheme, ...options } = row.asks ?? {};
      const answered =
        scheme === "http"
          ? await sendHttpRequest(edge(), row.host, path, options.method)
          : await sendRequest(edge(), row.host, path, options);
      const { status, body = /^/, headers = {} } = row.expected;
      assert.equal(answered.status, status, answered.body);
      assert.match(answered.body, body);
      for (const [name, value] of Object.entries(headers)) {
        assert.equal(answered.headers[name], value, name);
      }
    });
  }
}
