import { readDistribution } from "../../policy-pack/cloudfront/readers/distribution";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import { resourceName } from "../../policy-pack/program/resource";
import { routeDistribution } from "../../policy-pack/findings/routedDistribution";
import type { MultiOriginDistributionArgs } from "../../components/distribution/args";
import { checkMultiOriginDistribution } from "../../components/distribution/checks";
import type { Problem } from "../../components/problems";
import type { State, StateResource } from "../state";
import { configOf } from "./config";
import { Difference, differencesOf } from "./differences";
import { originsOf } from "./origins";
import { argsOf } from "./routes";
import { items } from "./settings";

/** How a distribution becomes a MultiOriginDistribution. */
export interface Adoption {
  /** The ID of the distribution; undefined if the file does not have it. */
  readonly id: string | undefined;
  /** The settings, with the names of `aws.cloudfront.Distribution`. */
  readonly config: Properties;
  /** The arguments of the component that come closest. */
  readonly args: MultiOriginDistributionArgs;
  /** Why the component cannot adopt the distribution. If there is a reason, the program has the distribution itself. */
  readonly rejections: readonly Problem[];
  /** The settings that the program changes. */
  readonly differences: readonly Difference[];
}

const types: readonly string[] = ["aws:cloudfront/distribution:Distribution", "aws-native:cloudfront:Distribution"];

/**
 * @param wanted the ID or the name of the distribution; required if there are several
 * @throws an error if there is no such distribution, or if one of its settings is unknown
 */
export function adoptionOf(state: State, wanted?: string): Adoption {
  const resource = selected(state.resources, wanted);
  const program = indexProgram(state.resources);
  const config = configOf(resource);
  const distribution = readDistribution(resource.type, resource.props, resource.inputs);
  if (distribution === undefined) {
    throw new Error(`${resourceName(resource)} is not a distribution`);
  }
  const origins = originsOf(config, routeDistribution(distribution, program, resource.urn));
  const withFunctions = argsOf(config, origins, program, true);
  // A distribution can keep code that the component rejects, so it is adopted without the functions.
  const rejectsCode = checkMultiOriginDistribution(withFunctions).some(isAboutCode);
  const args = rejectsCode ? argsOf(config, origins, program, false) : withFunctions;
  const rejections = [...accessProblems(config), ...checkMultiOriginDistribution(args)];
  const differences = rejections.length === 0 ? differencesOf(config, args) : [];
  return { id: idOf(resource), config, args, rejections, differences };
}

/** The component has no signed URLs and cookies. Without them, everybody can read what the behavior serves. */
function accessProblems({ defaultCacheBehavior, orderedCacheBehaviors }: Properties): readonly Problem[] {
  const behaviors = [
    ["defaultCacheBehavior", defaultCacheBehavior] as const,
    ...items(orderedCacheBehaviors).map((one, index) => [`orderedCacheBehaviors[${index}]`, one] as const),
  ];
  return behaviors.flatMap(([path, behavior]) =>
    ["trustedKeyGroups", "trustedSigners"]
      .filter((name) => isObject(behavior) && Array.isArray(behavior[name]) && behavior[name].length > 0)
      .map((name) => ({ propertyPath: `${path}.${name}`, reason: "the component has no signed URLs and cookies" })),
  );
}

function isAboutCode({ propertyPath }: Problem): boolean {
  return /\.viewer(Request|Response)\b/.test(propertyPath);
}

function selected(resources: readonly StateResource[], wanted: string | undefined): StateResource {
  const all = resources.filter(({ type }) => types.includes(type));
  const found = wanted === undefined ? all : all.filter((one) => namesOf(one).includes(wanted));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const names = all.map((one) => idOf(one) ?? resourceName(one)).join(", ") || "none";
    const count =
      wanted === undefined ? `${found.length} distributions` : `${found.length} distributions for "${wanted}"`;
    throw new Error(`The state has ${count}; use --distribution with one of them: ${names}.`);
  }
  return only;
}

function namesOf(resource: StateResource): readonly (string | undefined)[] {
  return [idOf(resource), resourceName(resource)];
}

function idOf({ props }: StateResource): string | undefined {
  const id: unknown = "id" in props ? props.id : undefined;
  return typeof id === "string" ? id : undefined;
}
