// The bundle puts `stackInView` before the SDK's server, which makes objects of each resource for each rule of the stack
// phase.
import type { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb";
import { distributionTypes } from "../cloudfront/readers/distribution";
import { resourceTypes } from "../rules/resourceTypes";

/**
 * Of a stack's resources those that rules can see: without a distribution none; otherwise those of the types that rules
 * look at, and all that the properties of these may come from, since an unknown value is judged by where it comes from.
 */
export function stackInView(resources: readonly AnalyzerResource[]): AnalyzerResource[] {
  if (!resources.some((resource) => distributionTypes.has(resource.getType()))) {
    return [];
  }
  const byUrn = new Map(resources.map((resource) => [resource.getUrn(), resource]));
  const seen = new Set(resources.filter((resource) => resourceTypes.has(resource.getType())));
  // What is added to a set while it is walked through is walked through too.
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
