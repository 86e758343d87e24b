import assert from "node:assert/strict";
import { Edge } from "../../local-aws/edge";
import { sendHttpRequest } from "./edge";
import { sendRequest } from "./https";

/** The sections of the tables in test/conformance: what AWS documents and the local AWS must do. */
const sections = {
  2: "Header settings",
  3: "Errors of CloudFront's API",
  5: "API Gateway and similar origins",
  6: "Behavior selection, requests and responses",
} as const;

type Section = keyof typeof sections;

/** The source of a row that no AWS page states: reports of users, a conclusion from pages, or a choice of this model. */
type Certainty = "reported" | "derived" | "the model's choice";

export interface Row {
  readonly section: Section;
  /** A short description. */
  readonly row: string;
  /** The AWS pages that state the row, or that it follows from. */
  readonly pages: readonly [string, ...string[]];
  /** @default documented by AWS */
  readonly certainty?: Certainty;
}

export function sectionTitle(section: Section): string {
  return `§${section} ${sections[section]}`;
}

/** The title of a test: the row, the outcome, and the source if it is not documented. */
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

/** A row that a request demonstrates. */
export interface EdgeRow extends Row {
  readonly host: string;
  /** @default a GET of `/hello` over HTTPS */
  readonly request?: {
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

/** Defines a test for each row. */
export function showRows(rows: readonly EdgeRow[], edge: () => Edge): void {
  for (const row of rows) {
    it(rowTitle(row, String(row.expected.status)), async () => {
      const { path = "/hello", scheme, ...options } = row.request ?? {};
      const received =
        scheme === "http"
          ? await sendHttpRequest(edge(), row.host, path, options.method)
          : await sendRequest(edge(), row.host, path, options);
      const { status, body = /^/, headers = {} } = row.expected;
      assert.equal(received.status, status, received.body);
      assert.match(received.body, body);
      for (const [name, value] of Object.entries(headers)) {
        assert.equal(received.headers[name], value, name);
      }
    });
  }
}
