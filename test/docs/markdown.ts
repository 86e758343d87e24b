import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../repository";

/** A page of the repository. */
export interface Page {
  /** The path from the root. */
  readonly path: string;
  /** The page without its fenced blocks. */
  readonly prose: string;
  readonly blocks: readonly Block[];
}

/** A fenced block. */
export interface Block {
  /** The info string after the opening fence, e.g. `sh test`. */
  readonly info: string;
  readonly text: string;
}

const fenced = /^( *)(`{3,})(.*)\n([^]*?)^\1\2 *$/gm;

/** Every Markdown file that Git tracks, or would track if added. */
export function pages(): Page[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)))
    .map(pageAt);
}

export function pageAt(path: string): Page {
  const text = readFileSync(join(root, path), "utf8");
  return {
    path,
    prose: text.replace(fenced, ""),
    blocks: [...text.matchAll(fenced)].map(([, , , info = "", block = ""]) => ({ info: info.trim(), text: block })),
  };
}

/** The targets of its links and images, as written, except those on other hosts. */
export function relativeLinks({ prose }: Page): string[] {
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)|<img [^>]*\bsrc="([^"]+)"/g)]
    .map(([, link, image]) => link ?? image ?? "")
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The code in backticks of each table row, in alphabetical order: what a translation keeps. */
export function codeOfTableRows({ prose }: Page): string[][] {
  const rows = prose.split("\n").filter((line) => line.startsWith("|"));
  return rows.map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code).sort());
}

/** The anchors that GitHub generates for the page's headings. */
export function anchors({ prose }: Page): ReadonlySet<string> {
  const headings = [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

/** The code in backticks. */
export function inlineCode({ prose }: Page): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}
