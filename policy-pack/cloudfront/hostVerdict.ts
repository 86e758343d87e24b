import { Selection } from "./managedPolicies";
import { Answer, either, isKnown, Maybe, Unknown } from "./maybe";
import { Behavior, HeaderPolicy } from "./model";
import { Knowledge } from "./knowledge";

/** Whether the viewer's Host reaches the origin, and what sends it there. */
export interface HostVerdict {
  readonly forwards: Answer;
  /** Where it does: which setting, and how, a clause. */
  readonly by: string;
}

/**
 * A cache policy or an origin request policy is enough, and neither takes back what the other sends: "The cache policy
 * allow list overrides the origin request policy block list". Without a cache policy the legacy list decides.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
export function hostVerdict(behavior: Behavior, knowledge: Knowledge): HostVerdict {
  if (behavior.cachePolicyId === undefined) {
    return legacyVerdict(behavior.legacyHeaders);
  }
  const verdicts = [
    policyVerdict("cache policy", knowledge.cachePolicies(behavior.cachePolicyId)),
    policyVerdict("origin request policy", knowledge.originRequestPolicies(behavior.originRequestPolicyId)),
  ];
  return {
    forwards: either(...verdicts.map(({ forwards }) => forwards)),
    by: verdicts.find(({ forwards }) => forwards === true)?.by ?? "",
  };
}

function legacyVerdict(headers: Behavior["legacyHeaders"]): HostVerdict {
  if (headers === undefined) {
    return { forwards: false, by: "" };
  }
  if (headers instanceof Unknown) {
    return { forwards: headers, by: "" };
  }
  if (headers.includes("*")) {
    return { forwards: true, by: 'forwardedValues.headers ["*"] forwards all headers, Host among them' };
  }
  return {
    forwards: either(...headers.map((header) => (isKnown(header) ? isHost(header) : header))),
    by: "forwardedValues.headers lists Host",
  };
}

/** Where several policies are possible, they have to agree. */
function policyVerdict(kind: string, possible: Maybe<readonly HeaderPolicy[]>): HostVerdict {
  if (possible instanceof Unknown) {
    return { forwards: possible, by: "" };
  }
  const answers = possible.map(({ headers }) => (isKnown(headers) ? sendsHost(headers) : headers));
  const [first = false] = answers;
  const agreed = answers.every((answer) => answer === first);
  const by = possible
    .map(({ name, headers }) => `${kind} ${name} ${isKnown(headers) ? how(headers) : ""}`)
    .join(", or ");
  const disagreement = new Unknown(
    `it may be ${possible.map(({ name }) => name).join(" or ")}, and not all of them send Host`,
  );
  return { forwards: agreed ? first : disagreement, by };
}

function sendsHost(selection: Selection): boolean {
  switch (selection.kind) {
    case "none":
      return false;
    case "all":
      return true;
    case "only":
      return selection.names.some(isHost);
    case "allExcept":
      return !selection.names.some(isHost);
  }
}

function how(selection: Selection): string {
  switch (selection.kind) {
    case "none":
      return "forwards no header";
    case "all":
      return "forwards all viewer headers, Host among them";
    case "only":
      return "lists Host";
    case "allExcept":
      return "forwards all viewer headers but some, and Host is not one of those";
  }
}

/** Header names have no letter case. */
function isHost(name: string): boolean {
  return name.toLowerCase() === "host";
}
