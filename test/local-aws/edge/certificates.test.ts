import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { BasicConstraintsExtension, X509Certificate } from "@peculiar/x509";
import { Account } from "../../../local-aws/aws/account";
import { createCertificate } from "../../../local-aws/edge/certificates";
import { serving } from "../../support/edge";

const account = new Account();

/** Connects to a port of this machine. @returns the error of the certificate's verification; undefined if it is valid */
function verify(port: number, servername: string, caFile: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername, ca: readFileSync(caFile) });
    socket.on("secureConnect", () => {
      socket.destroy();
      resolve(undefined);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") {
        reject(error);
      } else {
        resolve(error.message);
      }
    });
  });
}

describe("The certificate authorities of the edge", () => {
  const edge = serving(account);

  it("sign names under localhost with the one that a browser can trust", async () => {
    const { port, caFile, hostnamesCaFile } = edge();
    assert.equal(await verify(port, "d1.cloudfront.net.localhost", caFile), undefined);
    assert.match((await verify(port, "d1.cloudfront.net.localhost", hostnamesCaFile)) ?? "", /unable to verify/);
  });

  it("sign other names with another one", async () => {
    const { port, caFile, hostnamesCaFile } = edge();
    assert.equal(await verify(port, "d1.cloudfront.net", hostnamesCaFile), undefined);
    assert.match((await verify(port, "d1.cloudfront.net", caFile)) ?? "", /unable to verify/);
  });

  for (const [name, expected] of [
    ["any.name.localhost", undefined],
    ["www.example.com", "permitted subtree violation"],
    ["other-localhost", "permitted subtree violation"],
  ] as const) {
    it(`${expected === undefined ? "permit" : "do not permit"} ${name} in a certificate of the trusted one`, async () => {
      const { caFile } = edge();
      const authority = {
        cert: readFileSync(caFile, "utf8"),
        key: readFileSync(caFile.replace(/\.pem$/, "-key.pem"), "utf8"),
      };
      const server = createServer(await createCertificate(authority, name, [name]));
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      assert.equal(await verify((server.address() as AddressInfo).port, name, caFile), expected);
      server.close();
    });
  }

  it("sign no other authorities", () => {
    for (const file of [edge().caFile, edge().hostnamesCaFile]) {
      const extension = new X509Certificate(readFileSync(file, "utf8")).getExtension(BasicConstraintsExtension);
      assert.deepEqual([extension?.ca, extension?.pathLength], [true, 0]);
    }
  });
});
