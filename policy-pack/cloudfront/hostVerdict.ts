import { either, isKnown, Tristate } from "../program/maybe";
import { ProgramIndex } from "../program/programIndex";
import { computedHost, possibleChange } from "./edgeChanges";
import { forwardingOf, ForwardingSetting, selectsHeader } from "./forwarding";
import { Behavior, ReadSelection } from "./model";

/** Whether the viewer's Host reaches the origin. */
export interface HostVerdict {
  readonly forwards: Tristate;
  /** The setting that forwards Host. */
  readonly setting?: ForwardingSetting;
}

/** Unknown if the settings forward Host and an edge function can change it, or if a function sets a Host that it computes. */
export function hostVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  const { forwards, setting } = settingsVerdict(behavior, program);
  if (setting === undefined) {
    return { forwards: forwards === false ? (computedHost(behavior, program) ?? false) : forwards };
  }
  const change = possibleChange(["Host"], behavior, program);
  return change === undefined
    ? { forwards, setting }
    : { forwards: change.causes(`${forwardsHostBy(setting)}, but ${change.reason}`) };
}

function settingsVerdict(behavior: Behavior, program: ProgramIndex): HostVerdict {
  const { settings } = forwardingOf(behavior, program);
  const setting = settings.find((candidate) => selectsHeader(candidate, "Host") === true);
  return setting === undefined
    ? { forwards: either(...settings.map((candidate) => selectsHeader(candidate, "Host"))) }
    : { forwards: true, setting };
}

/** How a setting forwards Host: `origin request policy AllViewer forwards all viewer headers`. */
export function forwardsHostBy({ kind, possible }: ForwardingSetting): string {
  const policies = isKnown(possible) ? possible : [];
  if (kind === "forwardedValues") {
    return policies.some(({ headers }) => isKnown(headers) && headers.kind === "all")
      ? 'forwardedValues.headers ["*"] forwards all headers'
      : "forwardedValues.headers lists Host";
  }
  return policies.map(({ name, headers }) => `${kind} ${name} ${isKnown(headers) ? how(headers) : ""}`).join(", or ");
}

function how(selection: ReadSelection): string {
  switch (selection.kind) {
    case "none":
      return "forwards no headers";
    case "all":
      return "forwards all viewer headers";
    case "only":
      return "lists Host";
    case "allExcept":
      return "forwards all viewer headers except a list without Host";
  }
}
