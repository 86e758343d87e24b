import { join } from "node:path";

export const root = join(__dirname, "..", "..");
/** Everything the local commands write: state of the engine, of the local AWS, certificates. Git-ignored. */
export const localFolder = join(root, ".local");
