import { problem, Problem } from "../../problems";
import { ApiBehavior } from "../behavior";
import { literalPrefix } from "../pathPattern";

/** CloudFront does not strip the path, so an origin path that ends with the route's prefix would double the prefix. */
export function checkOriginPath(
  { pattern, path }: { readonly pattern: string; readonly path: string },
  { origin: { originPath, domainName }, stripPrefix }: ApiBehavior,
): Problem | undefined {
  if (typeof originPath !== "string" || stripPrefix !== undefined) {
    return undefined;
  }
  const prefix = literalPrefix(pattern).replace(/\/$/, "");
  // The path of a default endpoint begins with the stage, which can have any name.
  const mayHaveStage = typeof domainName !== "string" || domainName.includes(".execute-api.");
  const afterStage = mayHaveStage ? originPath.replace(/^\/[^/]*/, "") : originPath;
  return prefix !== "" && afterStage.endsWith(prefix)
    ? problem(
        path,
        pattern,
        `remove "${prefix}" from the origin's originPath "${originPath}": the path is not stripped, so the API would receive ${originPath}${prefix}/…`,
      )
    : undefined;
}
