import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generate } from "selfsigned";
import { sync as writeFileAtomic } from "write-file-atomic";

const key = { keyType: "ec", curve: "P-256", algorithm: "sha256" } as const;

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** The certificate authority of this machine: it lives as long as its folder, and so does the trust a browser puts in it. */
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
      mkdirSync(folder, { recursive: true });
      const made = await generate([{ name: "commonName", value: "multi-origin local AWS" }], {
        ...key,
        notAfterDate: inYears(10),
        extensions: [
          { name: "basicConstraints", cA: true, critical: true },
          { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
        ],
      });
      // The certificate last: where it is, the key is.
      writeFileAtomic(keyFile, made.private, { mode: 0o600 });
      writeFileAtomic(certFile, made.cert);
    }
    return new CertificateAuthority(certFile, {
      key: readFileSync(keyFile, "utf8"),
      cert: readFileSync(certFile, "utf8"),
    });
  }

  get cert(): string {
    return this.pair.cert;
  }

  /** A certificate for these names, and for the same names below `.localhost`, by which a browser here reaches them. */
  issue(names: readonly string[]): Promise<KeyPair> {
    const id = names.join(" ");
    const pair = this.issued.get(id) ?? this.make(names);
    this.issued.set(id, pair);
    return pair;
  }

  private async make(names: readonly string[]): Promise<KeyPair> {
    const altNames = names.flatMap((name) => [name, `${name}.localhost`]).map((value) => ({ type: 2 as const, value }));
    const made = await generate([{ name: "commonName", value: names[0] ?? "" }], {
      ...key,
      ca: this.pair,
      notAfterDate: inYears(1),
      extensions: [
        { name: "basicConstraints", cA: false },
        { name: "extKeyUsage", serverAuth: true },
        { name: "subjectAltName", altNames },
      ],
    });
    return { key: made.private, cert: made.cert };
  }
}

function inYears(years: number): Date {
  const date = new Date();
  date.setFullYear(date.getFullYear() + years);
  return date;
}
