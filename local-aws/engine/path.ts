import { delimiter, isAbsolute } from "node:path";

export function foldersOnPath(): string[] {
  return (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
}
