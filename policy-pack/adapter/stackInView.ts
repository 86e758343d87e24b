// The bundle puts `stackInView` in front of the SDK's server, which creates objects for each resource and each rule of the
// stack phase.
import type { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import { canHaveDistribution } from "../cloudFormation/innerResources";
import { canCreateOthers } from "../program/sources";
import { resourceTypes } from "../findings/resourceTypes";

/**
 * The resources of a stack that rules can need: none without a distribution. Otherwise those of the types that rules read,
 * those that can create other resources, and all resources that their properties depend on, because these decide what an
 * unknown value can be.
 */
export function stackInView(resources: readonly AnalyzerResource[]): AnalyzerResource[] {
  if (!resources.some((resource) => canHaveDistribution(resource.getType()))) {
    return [];
  }
  const byUrn = new Map(resources.map((resource) => [resource.getUrn(), resource]));
  const seen = new Set(resources.filter(isRead));
  // The loop also visits resources that are added to the set during it.
  for (const resource of seen) {
    resource.getPropertydependenciesMap().forEach((sources) => {
      for (const urn of sources.getUrnsList()) {
        const source = byUrn.get(urn);
        if (source !== undefined) {
          seen.add(source);
        }
      }
    });
  }
  return resources.filter((resource) => seen.has(resource));
}

/** Only a component has no provider. */
function isRead(resource: AnalyzerResource): boolean {
  const type = resource.getType();
  return resourceTypes.has(type) || canCreateOthers({ type, isComponent: !resource.hasProvider() });
}
