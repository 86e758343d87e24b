import { either, isKnown, map, Maybe, not, Tristate, Unknown } from "../../program/maybe";
import { ErrorResponse } from "../model";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

const rootObjectPage = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html";

export const pageRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error: "InvalidDefaultRootObject: The default root object file name is too big or contains an invalid character.",
    source: rootObjectPage,
    part: "default root object",
    // CloudFront has accepted "/": https://github.com/HHS/simpler-grants-gov/pull/3139
    isConcluded: true,
    isRefused: ({ distribution: { defaultRootObject } }) =>
      map(defaultRootObject, (object): Tristate => object?.startsWith("/") === true && slashAtStart(object)),
    problem: () => "",
  },
  {
    error:
      "InvalidArgument: Your request must specify both ResponsePagePath and ResponseCode together or none of them.",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/32431",
    part: "custom error responses",
    isRefused: ({ distribution: { errorResponses } }) =>
      isKnown(errorResponses) && either(...errorResponses.map(isHalfSet)),
    problem: ({ distribution: { errorResponses } }) => {
      const wrong = (isKnown(errorResponses) ? errorResponses : []).find((one) => isHalfSet(one) === true);
      const code = isKnown(wrong?.errorCode) ? ` for ${wrong?.errorCode ?? "an error"}` : "";
      return `the custom error response${code} has only one of responseCode and responsePagePath, so CloudFront rejects it. Set both, or none of them.`;
    },
  },
];

function slashAtStart(object: string): Unknown {
  const file = object.replace(/^\/+/, "");
  const fix = file === "" ? "Remove defaultRootObject." : `Set defaultRootObject: "${file.slice(0, 60)}".`;
  return new Unknown(
    `defaultRootObject "${object.slice(0, 40)}" begins with a slash, which CloudFront can reject, or request from the origin as a part of the file's name`,
    undefined,
    { resolution: fix },
  );
}

/** An exported state has 0 for no status. */
function isHalfSet({ responseCode, responsePagePath }: ErrorResponse): Tristate {
  const hasCode = map(responseCode, (code) => code !== undefined && code !== 0);
  return differ(hasCode, hasValue(responsePagePath));
}

function hasValue(value: Maybe<string | undefined>): Tristate {
  return map(value, (known) => known !== undefined);
}

function differ(left: Tristate, right: Tristate): Tristate {
  return map(left, (isOn) => (isOn ? not(right) : right));
}
