import { inCommon, isKnown, map, Maybe, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { readObject, readString } from "../program/readValue";
import { resourceName, Resource } from "../program/resource";
import { canOutputAnything } from "../program/sources";

const accessControlType = "aws:cloudfront/originAccessControl:OriginAccessControl";
const nativeAccessControlType = "aws-native:cloudfront:OriginAccessControl";
export const accessControlTypes: readonly string[] = [accessControlType, nativeAccessControlType];

/** An origin access control of another stack is assumed to sign. If several are possible, they have to agree. */
export function neverSigns(accessControlId: Maybe<string>, program: ProgramIndex): Tristate {
  return agreed(accessControls(accessControlId, program), "never", false);
}

/**
 * Whether CloudFront signs every request. With `no-override`, a viewer's signature replaces CloudFront's.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html#oac-advanced-settings-lambda
 */
export function alwaysSigns(accessControlId: Maybe<string>, program: ProgramIndex): Tristate {
  const unseen = new Unknown("the origin access control is not part of this program", undefined, {
    resolution: "Check its signingBehavior.",
  });
  const always = agreed(accessControls(accessControlId, program), "always", unseen);
  return map(
    always,
    (known) =>
      known ||
      new Unknown("viewers may sign their requests", undefined, { resolution: 'Set signingBehavior: "always".' }),
  );
}

/** The type of origin that an origin access control is for; undefined if the program does not show it. */
export function originTypeOf(accessControlId: Maybe<string>, program: ProgramIndex): string | undefined {
  const types = new Set(
    accessControls(accessControlId, program).map((one) => setting(one, "originAccessControlOriginType")),
  );
  const [type, ...others] = types;
  return others.length === 0 && isKnown(type) ? type : undefined;
}

function agreed(controls: readonly Resource[], signing: "always" | "never", otherwise: Tristate): Tristate {
  const answers = controls.map((control) => map(setting(control, "signingBehavior"), (known) => known === signing));
  const names = controls.map(resourceName).join(" or ");
  return answers.length === 0
    ? otherwise
    : inCommon(answers, `its origin access control may be ${names}, with other signing behaviors`);
}

/** The controls that an ID can be of; none if it can be the ID of a control that the program does not show. */
function accessControls(id: Maybe<string>, program: ProgramIndex): readonly Resource[] {
  if (!isKnown(id) && id.candidates.some(canOutputAnything)) {
    return [];
  }
  const found = [
    ...program.possible(accessControlType, id),
    ...["id", "awsId"].flatMap((by) => program.possible(nativeAccessControlType, id, by)),
  ];
  return isKnown(id) ? found.slice(0, 1) : [...new Set(found)];
}

function setting({ type, props }: Resource, key: string): Maybe<string | undefined> {
  return readString(type === nativeAccessControlType ? readObject(props, "originAccessControlConfig") : props, key);
}
