import { createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as x509 from "@peculiar/x509";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from "@peculiar/asn1-x509";
import { sync as writeFileAtomic } from "write-file-atomic";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A certificate and its private key, in PEM format. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority of this machine. It stays the same as long as its files exist. */
export class CertificateAuthority {
  private readonly issued = new Map<string, Promise<KeyPair>>();

  private constructor(
    readonly certFile: string,
    private readonly pair: KeyPair,
  ) {}

  /** @param domain the only domain for whose names clients accept certificates. @default every domain */
  static async open(folder: string, file: string, domain?: string): Promise<CertificateAuthority> {
    const certFile = join(folder, `${file}.pem`);
    const keyFile = join(folder, `${file}-key.pem`);
    if (!existsSync(certFile)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const { key, cert } = await createAuthority(`multi-origin local AWS (${domain ?? "other hostnames"})`, domain);
      // The certificate is written last: if it exists, the key exists too.
      writeFileAtomic(keyFile, key, { mode: 0o600 });
      writeFileAtomic(certFile, cert);
    }
    return new CertificateAuthority(certFile, readPair(certFile, keyFile));
  }

  get cert(): string {
    return this.pair.cert;
  }

  /** Issues a server certificate, once for the same names. */
  issue(names: readonly string[]): Promise<KeyPair> {
    const id = names.join(" ");
    const pair = this.issued.get(id) ?? createCertificate(this.pair, names[0] ?? "", names);
    this.issued.set(id, pair);
    return pair;
  }
}

/** The two authorities of the local AWS. */
export interface Authorities {
  /** For names under `localhost`, which browsers on this machine resolve. A browser can trust it: other names are not valid. */
  readonly localhost: CertificateAuthority;
  /** For the hostnames of stacks and of AWS's services, which belong to others. Nothing but this process should trust it. */
  readonly hostnames: CertificateAuthority;
}

export async function openAuthorities(folder: string): Promise<Authorities> {
  return {
    localhost: await CertificateAuthority.open(folder, "ca", "localhost"),
    hostnames: await CertificateAuthority.open(folder, "hostnames-ca"),
  };
}

/** @throws an error with what to do, if a file is damaged */
function readPair(certFile: string, keyFile: string): KeyPair {
  try {
    const pair = { key: readFileSync(keyFile, "utf8"), cert: readFileSync(certFile, "utf8") };
    if (new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key))) {
      return pair;
    }
  } catch {
    // Reported below.
  }
  throw new Error(
    `${certFile} and ${keyFile} are not a certificate and its key. Remove ${dirname(certFile)}: the next start creates a new CA, and browsers must trust it again.`,
  );
}

/** Creates a certificate authority that signs only certificates of servers and clients, not of other authorities. */
export async function createAuthority(commonName: string, domain?: string): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(10),
    name: `CN=${commonName}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(domain === undefined ? [] : [nameConstraints(domain)]),
    ],
  });
  return toPem(keys, cert);
}

/** Creates a certificate of a server with these hostnames, or of a client if there are none. */
export async function createCertificate(
  authority: KeyPair,
  commonName: string,
  hostnames: readonly string[],
): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { subject, signingKey } = await issuerOf(authority);
  const isServer = hostnames.length > 0;
  const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
  const cert = await x509.X509CertificateGenerator.create({
    ...validity(1),
    subject: `CN=${commonName}`,
    issuer: subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([isServer ? serverAuth : clientAuth]),
      ...(isServer
        ? [new x509.SubjectAlternativeNameExtension(hostnames.map((value) => ({ type: "dns", value })))]
        : []),
    ],
  });
  return toPem(keys, cert);
}

/** The names under the domain, and no IP address. https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10 */
function nameConstraints(domain: string): x509.Extension {
  const subtree = (base: ConstructorParameters<typeof GeneralName>[0]) =>
    new GeneralSubtree({ base: new GeneralName(base) });
  const constraints = new NameConstraints({
    permittedSubtrees: new GeneralSubtrees([subtree({ dNSName: domain })]),
    excludedSubtrees: new GeneralSubtrees(["0.0.0.0/0.0.0.0", "::/0"].map((iPAddress) => subtree({ iPAddress }))),
  });
  return new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

interface Issuer {
  readonly subject: string;
  readonly signingKey: webcrypto.CryptoKey;
}

const issuers = new WeakMap<KeyPair, Promise<Issuer>>();

/** Reads an authority once, which takes a quarter of the time of a certificate. */
function issuerOf(authority: KeyPair): Promise<Issuer> {
  const issuer = issuers.get(authority) ?? readIssuer(authority);
  issuers.set(authority, issuer);
  return issuer;
}

async function readIssuer({ key, cert }: KeyPair): Promise<Issuer> {
  const [der = new ArrayBuffer(0)] = x509.PemConverter.decode(key);
  const signingKey = await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
  return { subject: new x509.X509Certificate(cert).subject, signingKey };
}

async function toPem({ privateKey }: webcrypto.CryptoKeyPair, cert: x509.X509Certificate): Promise<KeyPair> {
  const key = await webcrypto.subtle.exportKey("pkcs8", privateKey);
  return { key: x509.PemConverter.encode(key, "PRIVATE KEY"), cert: cert.toString("pem") };
}

function validity(years: number): { notBefore: Date; notAfter: Date } {
  const [notBefore, notAfter] = [new Date(), new Date()];
  notAfter.setFullYear(notAfter.getFullYear() + years);
  return { notBefore, notAfter };
}
