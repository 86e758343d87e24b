import assert from "node:assert/strict";
import { ApiKind } from "../../components/index";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { withEdge, withPack, withStack } from "./engine";
import { isSweep } from "./sampleSize";
import { sendRequest } from "./https";

const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
// If the API is the default origin, the site needs paths for its pages too.
const staticPaths = ["/index.html", "/assets/*", "/about", "/about/*", "/orders/*"];

interface Deployed {
  readonly edge: Edge;
  /** The distribution's host. `api` and `bucket` are the origins' own hosts. */
  readonly front: string;
  readonly api: URL;
  readonly bucket: string;
}

/** Runs an up with the policy pack, which must report nothing. */
async function deploy(session: Session, edge: Edge): Promise<Deployed> {
  const { passed, violations, output } = await withPack(session, "up");
  assert.deepEqual([passed, violations], [true, []], output);
  const { url, apiUrl, bucketName } = await session.stack.outputs();
  const bucket = `${String(bucketName?.value)}.s3.us-east-1.amazonaws.com`;
  return { edge, front: new URL(String(url?.value)).host, api: new URL(String(apiUrl?.value)), bucket };
}

async function assertApi({ edge, front }: Deployed): Promise<void> {
  for (const method of methods) {
    const { status, body } = await sendRequest(edge, front, "/api/hello", { method });
    assert.deepEqual([status, body], [200, method === "HEAD" ? "" : "Hello from Lambda!"], method);
  }
}

async function assertPage({ edge, front }: Deployed, path: string, title: RegExp): Promise<void> {
  const { status, body } = await sendRequest(edge, front, path);
  assert.equal(status, 200, path);
  assert.match(body, title, path);
}

async function assertOriginsRejectDirectRequests({ edge, front, api, bucket }: Deployed): Promise<void> {
  const guess = { "X-Origin-Verify": "a guess" };
  const path = `${api.pathname.replace(/\/$/, "")}/api/hello`;
  for (const headers of [{}, guess]) {
    const direct = await sendRequest(edge, api.host, path, { headers });
    assert.deepEqual([direct.status, direct.body], [403, '{"message":"Forbidden"}']);
  }
  assert.equal((await sendRequest(edge, front, "/api/hello", { headers: guess })).body, "Hello from Lambda!");
  assert.equal((await sendRequest(edge, bucket, "/index.html")).status, 403);
}

/**
 * The stacks with one kind of API: with and without custom domain names, with either origin as the default. Without the sweep,
 * two of the four, which have each choice once.
 */
export function describeEveryStack(apiKind: ApiKind): void {
  describe(`Every stack with an API of kind ${apiKind}`, () => {
    for (const apiDomainName of [undefined, "api.example.com"]) {
      const inSample = apiDomainName === undefined ? ["static"] : ["api"];
      for (const defaultOrigin of isSweep ? ["static", "api"] : inSample) {
        const names = apiDomainName === undefined ? "with AWS's domain names" : "with custom domain names";
        it(`${names}, ${defaultOrigin} by default, serves every path, and its origins reject direct requests`, async () => {
          const config = {
            "multi-origin:apiKind": apiKind,
            "multi-origin:defaultOrigin": defaultOrigin,
            "multi-origin:staticPaths": staticPaths,
            // Each stack shows one of two values.
            "multi-origin:siteRouting": apiDomainName === undefined ? "spa" : "directory-index",
            ...(apiDomainName === undefined
              ? {}
              : {
                  "multi-origin:hostedZone": "example.com",
                  "multi-origin:domainName": "www.example.com",
                  "multi-origin:apiDomainName": apiDomainName,
                }),
          };
          await withStack({ config }, (session) =>
            withEdge(session, async (edge) => {
              const deployed = await deploy(session, edge);
              await assertApi(deployed);
              await assertPage(deployed, "/index.html", /<title>One domain name/);
              const root = defaultOrigin === "static" ? /<title>One domain name/ : /^Hello from Lambda!$/;
              await assertPage(deployed, "/", root);
              if (apiDomainName === undefined) {
                await assertPage(deployed, "/orders/7", /<title>One domain name/);
              } else {
                await assertPage(deployed, "/about/", /<title>About this site/);
              }
              assert.equal((await sendRequest(edge, deployed.front, "/assets/app.js")).status, 200);
              assert.equal((await sendRequest(edge, deployed.front, "/assets/none.js")).status, 404);
              await assertOriginsRejectDirectRequests(deployed);
            }),
          );
        });
      }
    }
  });
}
