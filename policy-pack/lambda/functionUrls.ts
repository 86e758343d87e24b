import { both, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readString } from "../program/readValue";
import { comesFrom, isBeingCreated } from "../program/references";
import { Resource } from "../program/resource";

/** A function URL of the program. */
export interface FunctionUrl {
  readonly resource: Resource;
  /** `AWS_IAM` or `NONE`. */
  readonly authType: Maybe<string | undefined>;
  /** The function's name or ARN. */
  readonly function: Maybe<string | undefined>;
  /** The function's alias. */
  readonly qualifier: Maybe<string | undefined>;
  /** Whether the provider itself allows everyone to invoke the function, if the authorization type is `NONE`. */
  readonly addsPublicPermissions: boolean;
}

/** Where a resource type has the settings of a function URL. */
const shapes = {
  // https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/
  "aws:lambda/functionUrl:FunctionUrl": {
    authType: "authorizationType",
    function: "functionName",
    addsPublicPermissions: true,
  },
  // https://www.pulumi.com/registry/packages/aws-native/api-docs/lambda/url/
  "aws-native:lambda:Url": { authType: "authType", function: "targetFunctionArn", addsPublicPermissions: false },
} as const;

/** For each type of functions, the property with the name. */
const functionTypes = {
  "aws:lambda/function:Function": "name",
  "aws-native:lambda:Function": "functionName",
} as const;

export const functionUrlTypes: readonly string[] = Object.keys(shapes);
export const lambdaFunctionTypes: readonly string[] = Object.keys(functionTypes);

/** The function URLs of the program that an origin's domain name can mean; none for one of another program. */
export function functionUrlsAt(domainName: Maybe<string | undefined>, program: ProgramIndex): readonly FunctionUrl[] {
  const url = domainName instanceof Unknown || domainName === undefined ? domainName : `https://${domainName}/`;
  return Object.entries(shapes).flatMap(([type, { authType, function: functionProperty, addsPublicPermissions }]) =>
    program.possible(type, url, "functionUrl").map((resource) => ({
      resource,
      authType: readString(resource.props, authType),
      function: readString(resource.props, functionProperty),
      qualifier: readString(resource.props, "qualifier"),
      addsPublicPermissions,
    })),
  );
}

/** Whether a function URL belongs to another program. A known domain name is not that of a URL that is being created. */
export function isUrlOfOthers(domainName: Maybe<string | undefined>, program: ProgramIndex): Tristate {
  const names = functionUrlTypes
    .flatMap((type) => program.ofType(type))
    .filter((resource) => !isBeingCreated(resource))
    .map(({ props }) => readString(props, "functionUrl"));
  return map(domainName, (known) =>
    both(
      program.hasRun || new Unknown("the function URL is not known yet"),
      ...names.map((name) => map(name, (url) => url !== `https://${known ?? ""}/`)),
    ),
  );
}

/** The functions of the program that a name or an ARN can mean. */
export function functionsAt(reference: Maybe<string | undefined>, program: ProgramIndex): readonly Resource[] {
  return Object.keys(functionTypes)
    .flatMap((type) => program.ofType(type))
    .filter((candidate) => isFunction(reference, candidate) === true);
}

/** Whether a name or an ARN means a function. */
export function isFunction(reference: Maybe<string | undefined>, candidate: Resource): Tristate {
  if (reference instanceof Unknown) {
    return isFromFunction(reference, candidate);
  }
  const name = readString(candidate.props, nameProperty(candidate));
  return name instanceof Unknown
    ? new Unknown(`the name of the function is unknown: ${name.reason}`)
    : name !== undefined && nameIn(reference ?? "") === name && isArnLike(reference ?? "", candidate);
}

/** Whether an ARN has the partition and the region of a function's ARN, if that is known. */
function isArnLike(reference: string, { props }: Resource): boolean {
  const arn = readString(props, "arn");
  const partsOf = (text: string) =>
    text
      .split(":")
      .filter((_, index) => index === 1 || index === 3)
      .join(":");
  return !reference.startsWith("arn:") || !isKnown(arn) || arn === undefined || partsOf(reference) === partsOf(arn);
}

function isFromFunction(reference: Unknown, candidate: Resource): Tristate {
  const { candidates } = reference;
  if (comesFrom(reference, candidate)) {
    return true;
  }
  const isOther = candidates.length > 0 && candidates.every(({ type }) => type in functionTypes);
  return isOther && candidates.every(({ urn }) => urn !== candidate.urn) ? false : reference;
}

function nameProperty({ type }: Resource): string {
  return type in functionTypes ? functionTypes[type as keyof typeof functionTypes] : "name";
}

/** The name in a function's name, ARN or partial ARN, each with or without a qualifier. */
function nameIn(reference: string): string {
  const [, rest = reference] = /(?:^|:)function:(.+)$/.exec(reference) ?? [];
  return rest.split(":", 1)[0] ?? rest;
}
