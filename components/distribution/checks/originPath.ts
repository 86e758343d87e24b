import { problem, Problem } from "../../problems";
import { ApiBehavior } from "../behavior";
import { literalPrefix } from "../pathPattern";

/** The path reaches an API as it is, so an origin path that ends with the route's own prefix would double it. */
export function checkOriginPath(
  { pattern, path }: { readonly pattern: string; readonly path: string },
  { origin: { originPath, domainName } }: ApiBehavior,
): Problem | undefined {
  if (typeof originPath !== "string") {
    return undefined;
  }
  const prefix = literalPrefix(pattern).replace(/\/$/, "");
  // A stage comes first in the path of a default endpoint, and may have any name.
  const mayHaveStage = typeof domainName !== "string" || domainName.includes(".execute-api.");
  const behindStage = mayHaveStage ? originPath.replace(/^\/[^/]*/, "") : originPath;
  return prefix !== "" && behindStage.endsWith(prefix)
    ? problem(
        path,
        pattern,
        `remove "${prefix}" from the origin's originPath "${originPath}": the path is not stripped, so the API would receive ${originPath}${prefix}/…`,
      )
    : undefined;
}
