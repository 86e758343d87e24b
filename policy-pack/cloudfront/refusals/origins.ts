import { isDeepStrictEqual } from "node:util";
import { groups } from "../../program/groups";
import { either, hasUnknown, isKnown, map, Maybe, Tristate, Unknown } from "../../program/maybe";
import { Origin } from "../model";
import { describeOrigin } from "../target";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
const reservedHeader =
  /^(cache-control|connection|content-length|cookie|host|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards|pragma|proxy-(authenticate|authorization|connection)|range|request-range|te|trailer|transfer-encoding|upgrade|via|x-real-ip|x-amz-.*|x-edge-.*)$/i;

export const originRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error: "InvalidArgument: The parameter origin ID must be unique.",
    source: "https://github.com/serverless-nextjs/serverless-next.js/issues/357",
    part: "origins",
    isRefused: (subject) => either(...sharedIds(subject).map(([, differ]) => differ)),
    problem: (subject) => {
      const [id = ""] = sharedIds(subject).find(([, differ]) => differ === true) ?? [];
      return `several origins have the ID "${id.slice(0, 80)}", so CloudFront rejects the distribution. Give each origin its own ID, and use it as targetOriginId.`;
    },
  },
  {
    // The API's message has the header's name after a colon.
    error: "InvalidArgument: The parameter HeaderName is not allowed.",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist",
    part: "origin custom headers",
    isRefused: ({ distribution: { origins } }) =>
      isKnown(origins) && either(...origins.map(({ customHeaders }) => hasReserved(customHeaders))),
    problem: ({ distribution: { origins } }) => {
      const list = isKnown(origins) ? origins : [];
      const found = list.find(({ customHeaders }) => hasReserved(customHeaders) === true);
      const names = found !== undefined && isKnown(found.customHeaders) ? found.customHeaders : [];
      const name = names.find((one) => isReserved(one) === true);
      const header = typeof name === "string" ? name.slice(0, 40) : "a header";
      const origin = found === undefined ? "" : ` of origin ${describeOrigin(found).slice(0, 80)}`;
      return `CloudFront does not allow ${header} as a custom header${origin}. Remove it, or use another name, such as X-Origin-Verify.`;
    },
  },
];

/** The IDs that several origins have, and whether these origins differ: a provider removes an origin that equals another. */
function sharedIds({ distribution: { origins } }: DistributionSubject): readonly (readonly [string, Tristate])[] {
  const named = (isKnown(origins) ? origins : []).flatMap((origin) =>
    isKnown(origin.id) && origin.id !== undefined ? [{ id: origin.id, origin }] : [],
  );
  return groups(named, ({ id }) => id).flatMap(([first, ...others]): (readonly [string, Tristate])[] =>
    others.length === 0 ? [] : [[first.id, either(...others.map(({ origin }) => differ(first.origin, origin)))]],
  );
}

function differ(left: Origin, right: Origin): Tristate {
  const unknown = new Unknown("several origins have the same ID, and some of their settings are unknown", undefined, {
    resolution: "Give each origin its own ID.",
  });
  const keys = Object.keys(left) as (keyof Origin)[];
  return either(
    ...keys.map((key) => (hasUnknown([left[key], right[key]]) ? unknown : !isDeepStrictEqual(left[key], right[key]))),
  );
}

function hasReserved(headers: Origin["customHeaders"]): Tristate {
  return map(headers, (names) => either(...names.map(isReserved)));
}

function isReserved(name: Maybe<string>): Tristate {
  return map(name, (known) => reservedHeader.test(known));
}
