import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../repository";

/** A page of the repository. */
export interface Page {
  /** Its path from the root. */
  readonly path: string;
  /** Without fenced blocks. */
  readonly prose: string;
  readonly blocks: readonly Block[];
}

/** A fenced block. */
export interface Block {
  /** What stands behind the fence, e.g. `sh test`. */
  readonly info: string;
  readonly text: string;
}

const fenced = /^( *)(`{3,})(.*)\n([^]*?)^\1\2 *$/gm;

/** Every Markdown file that is in the repository, or will be once it is added. */
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

/** What its links lead to, as they are written; an address of another host is none. */
export function relativeLinks({ prose }: Page): string[] {
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of its headings, as GitHub makes them. */
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

/** What stands in backticks. */
export function inlineCode({ prose }: Page): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}
