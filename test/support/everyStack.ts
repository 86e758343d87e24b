import assert from "node:assert/strict";
import { ApiKind } from "../../components/index";
import { Edge } from "../../local-aws/edge";
import { Session } from "../../local-aws/engine/session";
import { withEdge, withPack, withStack } from "./engine";
import { ask } from "./https";

const methods = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];
// Where the API is the default, the site needs paths of its own for pages as well.
const staticPaths = ["/index.html", "/assets/*", "/about", "/about/*", "/orders/*"];

interface Deployed {
  readonly edge: Edge;
  /** The front's host, and where the API and the bucket answer themselves. */
  readonly front: string;
  readonly api: URL;
  readonly bucket: string;
}

/** An up with the pack, which has nothing to say of it. */
async function deploy(session: Session, edge: Edge): Promise<Deployed> {
  const { passed, violations, output } = await withPack(session, "up");
  assert.deepEqual([passed, violations], [true, []], output);
  const { url, apiUrl, bucketName } = await session.stack.outputs();
  const bucket = `${String(bucketName?.value)}.s3.us-east-1.amazonaws.com`;
  return { edge, front: new URL(String(url?.value)).host, api: new URL(String(apiUrl?.value)), bucket };
}

async function answersTheApi({ edge, front }: Deployed): Promise<void> {
  for (const method of methods) {
    const { status, body } = await ask(edge, front, "/api/hello", { method });
    assert.deepEqual([status, body], [200, method === "HEAD" ? "" : "Hello from Lambda!"], method);
  }
}

async function answersPage({ edge, front }: Deployed, path: string, title: RegExp): Promise<void> {
  const { status, body } = await ask(edge, front, path);
  assert.equal(status, 200, path);
  assert.match(body, title, path);
}

async function refusesWhoGoesAround({ edge, front, api, bucket }: Deployed): Promise<void> {
  const guess = { "X-Origin-Verify": "a guess" };
  const path = `${api.pathname.replace(/\/$/, "")}/api/hello`;
  for (const headers of [{}, guess]) {
    const direct = await ask(edge, api.host, path, { headers });
    assert.deepEqual([direct.status, direct.body], [403, '{"message":"Forbidden"}']);
  }
  assert.equal((await ask(edge, front, "/api/hello", { headers: guess })).body, "Hello from Lambda!");
  assert.equal((await ask(edge, bucket, "/index.html")).status, 403);
}

/** The stacks of one kind of API: with and without names of its own, behind the site and in front of it. */
export function describeEveryStack(apiKind: ApiKind): void {
  describe(`every stack with an API of kind ${apiKind}`, () => {
    for (const apiDomainName of [undefined, "api.example.com"]) {
      for (const defaultOrigin of ["static", "api"]) {
        const named = apiDomainName === undefined ? "under AWS's names" : "under names of its own";
        it(`${named}, ${defaultOrigin} by default: every path answers, and nobody gets around the front`, async () => {
          const config = {
            "multi-origin:apiKind": apiKind,
            "multi-origin:defaultOrigin": defaultOrigin,
            "multi-origin:staticPaths": staticPaths,
            // They exclude each other.
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
              await answersTheApi(deployed);
              await answersPage(deployed, "/index.html", /<title>One domain name/);
              const root = defaultOrigin === "static" ? /<title>One domain name/ : /^Hello from Lambda!$/;
              await answersPage(deployed, "/", root);
              if (apiDomainName === undefined) {
                await answersPage(deployed, "/orders/7", /<title>One domain name/);
              } else {
                await answersPage(deployed, "/about/", /<title>About this site/);
              }
              assert.equal((await ask(edge, deployed.front, "/assets/app.js")).status, 200);
              assert.equal((await ask(edge, deployed.front, "/assets/none.js")).status, 404);
              await refusesWhoGoesAround(deployed);
            }),
          );
        });
      }
    }
  });
}
