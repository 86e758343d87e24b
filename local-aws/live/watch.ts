import { watch as watchFiles } from "chokidar";
import { basename } from "node:path";

export interface Edit {
  readonly kind: "changed" | "added" | "removed";
  /** The absolute path. */
  readonly file: string;
}

/** An editor can write several files, or the same one twice. */
const quietTime = 20;

const kinds: Readonly<Record<string, Edit["kind"]>> = { change: "changed", add: "added", unlink: "removed" };

/** Reports edits below a folder, those of one moment together. @returns a function that ends it */
export async function watchEdits(
  folder: string,
  onEdits: (edits: readonly Edit[]) => void,
): Promise<() => Promise<void>> {
  const edits = new Map<string, Edit>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watchFiles(folder, {
    ignoreInitial: true,
    ignored: (path) => path !== folder && isIgnored(path),
    // An editor truncates a file before it writes the new content.
    awaitWriteFinish: { stabilityThreshold: 30, pollInterval: 10 },
  });
  watcher.on("all", (event, file) => {
    const kind = kinds[event];
    if (kind === undefined) {
      return;
    }
    edits.set(file, { kind, file });
    clearTimeout(timer);
    timer = setTimeout(() => {
      const reported = [...edits.values()];
      edits.clear();
      onEdits(reported);
    }, quietTime);
  });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
  };
}

/** Folders that no program is edited in, some with very many files. */
function isIgnored(path: string): boolean {
  const name = basename(path);
  return name === "node_modules" || (name.startsWith(".") && name !== ".well-known");
}
