import { ApiOriginArgs, checkApiOrigin } from "./apiOrigin";
import { bundleAll, problemsOf } from "./apiOrigin/bundle";
import { checkMultiOriginDistribution } from "./distribution";
import { MultiOriginDistributionArgs } from "./distribution/args";
import { ApiGatewayOrigin, S3Origin } from "./origin";
import { present } from "./present";
import { Problem } from "./problems";
import { rejectArguments } from "./rejectArguments";
import { checkStaticOrigin, StaticOriginArgs } from "./staticOrigin";
import { readSiteFolder } from "./staticOrigin/files";

/** The checks of a program's components. Problems begin with the component's name. */
export interface ComponentChecks {
  /** Checks an `ApiOrigin`, and returns an origin with its name for the arguments of a distribution. */
  readonly api: (name: string, args: ApiOriginArgs) => ApiGatewayOrigin;
  /** Checks a `StaticOrigin`, and returns an origin with its name for the arguments of a distribution. */
  readonly site: (name: string, args: StaticOriginArgs) => S3Origin;
  /** Checks a `MultiOriginDistribution`. */
  readonly distribution: (name: string, args: MultiOriginDistributionArgs) => void;
}

/**
 * Throws all problems of a program's components as one error. Call it before the program creates a component: each constructor
 * checks only its own arguments, when other components already exist.
 */
export function checkAll(program: (checks: ComponentChecks) => void): void {
  const problems: Problem[] = [];
  /** Whether the files of a site are unknown, because its arguments are not valid. */
  let areFilesUnknown = false;
  const domainName = "known once it is created";
  program({
    api: (name, args) => {
      problems.push(...problemsOfApi(name, args));
      return { kind: "api-gateway", name, domainName, streaming: args.streaming === true };
    },
    site: (name, args) => {
      const found = checkStaticOrigin(args, name);
      problems.push(...found);
      areFilesUnknown ||= found.length > 0;
      const files =
        args.directory === undefined ? undefined : found.length > 0 ? [] : readSiteFolder(args.directory).files;
      return { kind: "s3", name, domainName, originAccessControlId: domainName, ...present({ files }) };
    },
    distribution: (name, args) => {
      const found = checkMultiOriginDistribution(args, name);
      problems.push(...found.filter(({ propertyPath }) => !areFilesUnknown || !propertyPath.endsWith(".notFoundPage")));
    },
  });
  rejectArguments("The program", problems);
}

function problemsOfApi(name: string, args: ApiOriginArgs): Problem[] {
  const found = checkApiOrigin(args, name);
  return found.length > 0
    ? found
    : problemsOf(bundleAll(args)).map((each) => ({ ...each, propertyPath: `${name}.${each.propertyPath}` }));
}
