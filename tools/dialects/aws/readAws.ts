import { Unknown } from "../../../policy-pack/program/maybe";
import { Properties } from "../../../policy-pack/program/readValue";
import type { State, StateResource } from "../../state";
import { Answer, cloudFrontAnswers } from "./answers";
import { apiItems, completedBy, readApiItem } from "./apiAnswers";

export function isAws(content: Properties): boolean {
  return [...cloudFrontAnswers.keys()].some((key) => Object.hasOwn(content, key)) || isOfApiGateway(content);
}

function isOfApiGateway(content: Properties): boolean {
  return apiItems({ file: "", content }) !== undefined;
}

/**
 * Reads the settings of an account from the output of commands of the AWS CLI.
 * @param codes the code of CloudFront Functions by the name of their file
 */
export function readAws(answers: readonly Answer[], codes: ReadonlyMap<string, string> = new Map()): State {
  const found = answers.flatMap((answer) =>
    [...cloudFrontAnswers].flatMap(([key, read]) =>
      Object.hasOwn(answer.content, key) ? read(answer.content[key], answer) : [],
    ),
  );
  const ofCloudFront = withoutSummaries(withoutRepeated(found)).map((one) => withCode(one, codes));
  return { resources: [...ofCloudFront, ...apiResources(answers)] };
}

/** The first answer wins: the one of a `get` command has more than a list. */
function withoutRepeated(found: readonly StateResource[]): readonly StateResource[] {
  const byUrn = new Map<string, StateResource>();
  for (const one of found) {
    if (!byUrn.has(one.urn) || !isSummary(one)) {
      byUrn.set(one.urn, one);
    }
  }
  return [...byUrn.values()];
}

/** `get-distribution-config` does not return the ID, so its distribution is also in the list. */
function withoutSummaries(found: readonly StateResource[]): readonly StateResource[] {
  const summaries = new Map(found.filter(isSummary).map((one) => [contentOf(one), one]));
  const configs = found.filter((one) => isDistribution(one) && !isSummary(one));
  const repeated = new Set(configs.map((one) => summaries.get(contentOf(one))));
  return found.flatMap((one) => {
    const summary = configs.includes(one) ? summaries.get(contentOf(one)) : undefined;
    if (repeated.has(one)) {
      return [];
    }
    return summary === undefined ? [one] : [{ ...summary, props: { ...propsOf(summary), ...settingsOf(one) } }];
  });
}

function isDistribution({ type }: StateResource): boolean {
  return type === "aws-native:cloudfront:Distribution";
}

function isSummary(one: StateResource): boolean {
  return isDistribution(one) && configOf(one).defaultRootObject instanceof Unknown;
}

function contentOf(one: StateResource): string {
  const { aliases, origins, defaultCacheBehavior, cacheBehaviors } = configOf(one);
  return JSON.stringify([aliases, origins, defaultCacheBehavior, cacheBehaviors]);
}

function settingsOf(one: StateResource): Properties {
  return { distributionConfig: configOf(one) };
}

function configOf(one: StateResource): Properties {
  return (propsOf(one).distributionConfig ?? {}) as Properties;
}

function propsOf({ props }: StateResource): Properties {
  return props instanceof Unknown ? {} : props;
}

function withCode(one: StateResource, codes: ReadonlyMap<string, string>): StateResource {
  const code = one.type.endsWith(":Function") ? codes.get(String(propsOf(one).name)) : undefined;
  return code === undefined ? one : { ...one, props: { ...propsOf(one), code } };
}

function apiResources(answers: readonly Answer[]): readonly StateResource[] {
  const lists = answers
    .filter(({ content }) => ![...cloudFrontAnswers.keys()].some((key) => Object.hasOwn(content, key)))
    .map((answer) => ({ answer, items: apiItems(answer) ?? [] }));
  const owners = lists.flatMap(({ items }) => items).flatMap(ownerNames);
  const complete = new Set<string>();
  const found = new Map<string, StateResource>();
  const roots = new Map<string, unknown>();
  for (const { answer, items } of lists) {
    const id = ownerOf(answer, owners);
    if (typeof id === "string" && completedBy(answer, items) !== undefined) {
      complete.add(id);
    }
    for (const item of items) {
      if (item.path === "/" && typeof id === "string") {
        roots.set(id, item.id);
      }
      for (const one of readApiItem(item, { id })) {
        // The answers of both versions of API Gateway have the same domains.
        found.set(one.urn, found.get(one.urn) ?? one);
      }
    }
  }
  return [...found.values()].map((one) => {
    const { id, rootResourceId } = propsOf(one);
    const isWhole = /::(RestApi|Api|DomainName)::/.test(one.urn) && complete.has(String(id));
    const root = rootResourceId ?? roots.get(String(id));
    return { ...one, props: { ...propsOf(one), rootResourceId: root }, hasAllParts: isWhole };
  });
}

function ownerNames({ id, apiId, domainName }: Properties): readonly string[] {
  return [id, apiId, domainName].filter((name) => typeof name === "string");
}

/** The API or the domain whose name the file's name ends with: `stages.a1b2c3d4e5.json`. */
function ownerOf({ file }: Answer, owners: readonly string[]): string | Unknown {
  const named = owners.filter(
    (owner) =>
      file === owner || (file.endsWith(owner) && /[^A-Za-z0-9]/.test(file.charAt(file.length - owner.length - 1))),
  );
  const [longest] = [...named].sort((one, other) => other.length - one.length);
  return (
    longest ??
    new Unknown("the file does not name the API or the domain of its items", undefined, {
      resolution: "End the file's name with the API's ID or the domain, such as stages.a1b2c3d4e5.json.",
    })
  );
}
