import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";

export interface Tarball {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly content: Buffer;
}

export interface Registry {
  readonly url: string;
  readonly stop: () => void;
}

/** Serves tarballs as the newest versions of their packages, and redirects all other requests to another registry. */
export async function serveRegistry(tarballs: readonly Tarball[], other: string): Promise<Registry> {
  const server = createServer(({ url = "" }, response) => {
    const tarball = tarballs.find(
      ({ manifest }) => url.startsWith(`/${manifest.name}/`) || url === `/${manifest.name}`,
    );
    if (tarball === undefined) {
      response.writeHead(302, { location: new URL(url, other).href }).end();
    } else if (url.endsWith(".tgz")) {
      response.end(tarball.content);
    } else {
      response.setHeader("content-type", "application/json").end(JSON.stringify(packageOf(tarball, address())));
    }
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: address(),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function packageOf({ manifest, content }: Tarball, address: string): object {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash("sha512").update(content).digest("base64")}`;
  const dist = { tarball: `${address}/${name}/-/${name}-${version}.tgz`, integrity };
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
