import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { keepCopy } from "./keepCopy";

export function hashOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Files whose names are the SHA-256 of their contents. */
export class Blobs {
  private readonly folder: string;

  constructor(parent: string) {
    this.folder = join(parent, "blobs");
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  put(hash: string, content: Buffer): void {
    const file = this.fileOf(hash);
    if (!existsSync(file)) {
      writeFileAtomic(file, content, { mode: 0o600 });
    }
  }

  /** @throws an error that names the file if it is not intact */
  read(hash: string): Buffer {
    const file = this.fileOf(hash);
    const content = readFileSync(file);
    if (hashOf(content) !== hash) {
      throw new Error(
        `${file} is damaged: its name is not the SHA-256 of its content. Restart npm start to restore it.`,
      );
    }
    return content;
  }

  /**
   * Removes damaged files and keeps copies.
   * @returns the hashes that have no intact file, each with a sentence that names the file
   */
  removeDamaged(hashes: Iterable<string>): Map<string, string> {
    const damages = new Map<string, string>();
    for (const hash of hashes) {
      const file = this.fileOf(hash);
      if (!existsSync(file)) {
        damages.set(hash, `${file} is missing.`);
      } else if (hashOf(readFileSync(file)) !== hash) {
        const copy = keepCopy(file);
        rmSync(file);
        damages.set(hash, `${file} is damaged: its name is not the SHA-256 of its content. Its copy is ${copy}.`);
      }
    }
    return damages;
  }

  private fileOf(hash: string): string {
    return join(this.folder, hash);
  }
}
