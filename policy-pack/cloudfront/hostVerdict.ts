import { either, isKnown, Tristate, Unknown } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { edgeFunctionThatMayRewriteHost } from "./edgeFunctions";
import { forwardingOf, ForwardingSetting, selectsHeader } from "./forwarding";
import { Behavior, ReadSelection } from "./model";

/** Whether the viewer's Host reaches the origin, and what sends it there. */
export interface HostVerdict {
  readonly forwards: Tristate;
  /** Where it does: which setting, and how, a clause. */
  readonly by: string;
  /** The setting that forwards Host. */
  readonly setting?: ForwardingSetting | undefined;
}

/** The verdict of the settings, which an edge function of the behavior may undo. */
export function hostVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  const verdict = settingsVerdict(behavior, program);
  const rewriter = verdict.forwards === true ? edgeFunctionThatMayRewriteHost(behavior, program) : undefined;
  return rewriter === undefined ? verdict : { forwards: new Unknown(`${verdict.by}, but ${rewriter}`), by: "" };
}

function settingsVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  const { settings } = forwardingOf(behavior, program);
  const verdicts = settings.map((setting) => ({ setting, forwards: selectsHeader(setting, "Host") }));
  const forwarding = verdicts.find(({ forwards }) => forwards === true);
  return {
    forwards: either(...verdicts.map(({ forwards }) => forwards)),
    by: forwarding === undefined ? "" : describeSetting(forwarding.setting),
    setting: forwarding?.setting,
  };
}

function describeSetting({ kind, possible }: ForwardingSetting): string {
  const policies = isKnown(possible) ? possible : [];
  if (kind === "forwardedValues") {
    return policies.some(({ headers }) => isKnown(headers) && headers.kind === "all")
      ? 'forwardedValues.headers ["*"] forwards all headers, Host among them'
      : "forwardedValues.headers lists Host";
  }
  return policies.map(({ name, headers }) => `${kind} ${name} ${isKnown(headers) ? how(headers) : ""}`).join(", or ");
}

function how(selection: ReadSelection): string {
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
