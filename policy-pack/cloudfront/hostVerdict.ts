import { edgeFunctionThatMayRewriteHost } from "./edgeFunctions";
import { ProgramIndex } from "../program/programIndex";
import { Selection } from "./managedPolicies";
import { Tristate, either, isKnown, map, Maybe, Unknown } from "../program/maybe";
import { Behavior, ForwardingPolicy } from "./model";
import { takes } from "./selection";

/** Whether the viewer's Host reaches the origin, and what sends it there. */
export interface HostVerdict {
  readonly forwards: Tristate;
  /** Where it does: which setting, and how, a clause. */
  readonly by: string;
}

/** The verdict of the settings, which an edge function of the behavior may undo. */
export function hostVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  const verdict = settingsVerdict(behavior, program);
  const rewriter = verdict.forwards === true ? edgeFunctionThatMayRewriteHost(behavior, program) : undefined;
  return rewriter === undefined ? verdict : { forwards: new Unknown(`${verdict.by}, but ${rewriter}`), by: "" };
}

/**
 * A cache policy or an origin request policy is enough, and neither takes back what the other sends: "The cache policy
 * allow list overrides the origin request policy block list". Without a cache policy the legacy list decides.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-how-origin-request-policies-and-cache-policies-work-together.html
 */
function settingsVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  if (behavior.cachePolicyId === undefined) {
    return legacyVerdict(map(behavior.legacy, (legacy) => legacy?.headers ?? []));
  }
  const verdicts = [
    policyVerdict("cache policy", program.cachePolicies(behavior.cachePolicyId)),
    policyVerdict("origin request policy", program.originRequestPolicies(behavior.originRequestPolicyId)),
  ];
  return {
    forwards: either(...verdicts.map(({ forwards }) => forwards)),
    by: verdicts.find(({ forwards }) => forwards === true)?.by ?? "",
  };
}

function legacyVerdict(headers: Maybe<readonly Maybe<string>[]>): HostVerdict {
  if (headers instanceof Unknown) {
    return { forwards: headers, by: "" };
  }
  if (headers.includes("*")) {
    return { forwards: true, by: 'forwardedValues.headers ["*"] forwards all headers, Host among them' };
  }
  return {
    forwards: either(...headers.map((header) => map(header, (name) => name.toLowerCase() === "host"))),
    by: "forwardedValues.headers lists Host",
  };
}

/** Where several policies are possible, they have to agree. */
function policyVerdict(kind: string, possible: Maybe<readonly ForwardingPolicy[]>): HostVerdict {
  if (possible instanceof Unknown) {
    return { forwards: possible, by: "" };
  }
  const answers = possible.map(({ headers }) => map(headers, (selection) => takes(selection, "Host")));
  const [first = false] = answers;
  const names = possible.map(({ name }) => name).join(" or ");
  const by = possible
    .map(({ name, headers }) => `${kind} ${name} ${isKnown(headers) ? how(headers) : ""}`)
    .join(", or ");
  return {
    forwards: answers.every((answer) => answer === first)
      ? first
      : new Unknown(`its ${kind} may be ${names}, and not all of them send Host`),
    by,
  };
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
