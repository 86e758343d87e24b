import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generate } from "selfsigned";
import { sync as writeFileAtomic } from "write-file-atomic";

const key = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The certificate authority of this machine. It stays the same as long as its folder exists, so that browsers can trust it. */
export class CertificateAuthority {
  private readonly issued = new Map<string, Promise<KeyPair>>();

  private constructor(
    /** For `curl --cacert`. */
    readonly certFile: string,
    private readonly pair: KeyPair,
  ) {}

  static async open(folder: string): Promise<CertificateAuthority> {
    const certFile = join(folder, "ca.pem");
    const keyFile = join(folder, "ca-key.pem");
    if (!existsSync(certFile)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const generated = await generate([{ name: "commonName", value: "multi-origin local AWS" }], {
        ...key,
        notAfterDate: inYears(10),
        extensions: [
          { name: "basicConstraints", cA: true, critical: true },
          { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
        ],
      });
      // The certificate is written last: if it exists, the key exists too.
      writeFileAtomic(keyFile, generated.private, { mode: 0o600 });
      writeFileAtomic(certFile, generated.cert);
    }
    return new CertificateAuthority(certFile, readPair(certFile, keyFile));
  }

  get cert(): string {
    return this.pair.cert;
  }

  /** Issues a certificate for these names and their `.localhost` variants, which browsers on this machine can resolve. */
  issue(names: readonly string[]): Promise<KeyPair> {
    const id = names.join(" ");
    const pair = this.issued.get(id) ?? this.generate(names);
    this.issued.set(id, pair);
    return pair;
  }

  private async generate(names: readonly string[]): Promise<KeyPair> {
    const altNames = names.flatMap((name) => [name, `${name}.localhost`]).map((value) => ({ type: 2 as const, value }));
    const generated = await generate([{ name: "commonName", value: names[0] ?? "" }], {
      ...key,
      ca: this.pair,
      notAfterDate: inYears(1),
      extensions: [
        { name: "basicConstraints", cA: false },
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames },
      ],
    });
    return { key: generated.private, cert: generated.cert };
  }
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

function inYears(years: number): Date {
  const date = new Date();
  date.setFullYear(date.getFullYear() + years);
  return date;
}
