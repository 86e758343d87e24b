import { sameName } from "../../apigateway/domainNames";
import { either, isKnown, Tristate, Unknown } from "../../program/maybe";
import { ProgramIndex } from "../../program/programIndex";
import { readString } from "../../program/readValue";
import { Resource, resourceName } from "../../program/resource";
import { distributionTypes } from "../readers/distribution";
import { tenantsOf } from "../tenants";
import { viewerNamesOf } from "../viewerNames";
import { DistributionSubject } from "./certificates";
import { Refusal } from "./refusal";

/** A hostname of a distribution, or of one of its tenants, that CloudFront serves for something else. */
interface Conflict {
  readonly name: string;
  /** What else has the name, and what to do. */
  readonly problem: string;
  readonly isCertain: Tristate;
}

export const aliasRefusals: readonly Refusal<DistributionSubject>[] = [
  {
    error:
      "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource.",
    source: "https://repost.aws/knowledge-center/resolve-cnamealreadyexists-error",
    part: "aliases",
    isRefused: (subject) => either(...conflictsOf(subject).map(({ isCertain }) => isCertain)),
    problem: (subject) => {
      const conflict = conflictsOf(subject).find(({ isCertain }) => isCertain === true);
      return `the alias ${conflict?.name ?? ""} is also ${conflict?.problem ?? ""}`;
    },
  },
];

function conflictsOf({ distribution: { aliases }, program, urn }: DistributionSubject): readonly Conflict[] {
  const self = [...distributionTypes].flatMap((type) => program.ofType(type)).find((one) => one.urn === urn);
  const written = (isKnown(aliases) ? aliases : []).filter(isKnown);
  const ofTenants = self === undefined || isKnown(aliases) ? [] : tenantsOf(self, program);
  return [
    ...(urn === undefined ? [] : written).flatMap((name) => conflictsOfName(name, urn, self, program)),
    ...ofTenants.flatMap((tenant) =>
      [...viewerNamesOf(tenant)].flatMap((name) => conflictsOfName(name, tenant.urn, tenant, program)),
    ),
  ];
}

/**
 * The conflicts of a hostname. A wildcard and a name below it can belong to different distributions.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-wildcard
 * @param owner what has the name; undefined if it is not part of the program yet
 */
export function conflictsOfName(
  name: string,
  urn: string | undefined,
  owner: Resource | undefined,
  program: ProgramIndex,
): readonly Conflict[] {
  const isEdge = program.apiDomains.some((domain) => domain.endpointType === "EDGE" && sameName(domain.name, name));
  const holders =
    owner === undefined || viewerNamesOf(owner).has(name.toLowerCase()) ? program.viewerNameHolders(name) : [];
  return [
    ...(isEdge
      ? [
          {
            name,
            problem:
              "the name of an edge-optimized API domain, which CloudFront serves. Use different names, or make the API domain REGIONAL.",
            isCertain: true,
          },
        ]
      : []),
    ...holders
      .filter((holder) => holder.urn !== urn && !isSame(holder, owner))
      .map((holder) => ({
        name,
        problem: `a hostname of ${resourceName(holder).slice(0, 60)}. CloudFront serves it for one of them, and rejects the other. Remove it from one; to move it, add it in the next update.`,
        isCertain: either(!canBeInChina(holder) && !canBeInChina(owner), otherPartition),
      })),
  ];
}

/** A program can also read a distribution by its ID. */
function isSame(holder: Resource, owner: Resource | undefined): boolean {
  const id = readString(holder.props, "id");
  return owner !== undefined && isKnown(id) && id !== undefined && id === readString(owner.props, "id");
}

const otherPartition = new Unknown(
  "several distributions of the program have the same alias, and one may be in another partition, such as China",
  undefined,
  { resolution: "Check that each partition has the alias once." },
);

function canBeInChina(resource: Resource | undefined): boolean {
  return /\.amazonaws\.com\.cn"|"arn:aws-cn:/.test(JSON.stringify(resource?.props ?? {}));
}
