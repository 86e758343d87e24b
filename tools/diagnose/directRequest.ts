import { secretVariables } from "../../components/apiOrigin/originVerify/handler";
import { covers } from "../../policy-pack/apigateway/domainNames";
import { Api } from "../../policy-pack/apigateway/apis";
import { serviceOfName } from "../../policy-pack/apigateway/serviceNames";
import { isKnown } from "../../policy-pack/program/maybe";
import { indexProgram } from "../../policy-pack/program/programIndex";
import { readObject, readString } from "../../policy-pack/program/readValue";
import { resourceName, Resource } from "../../policy-pack/program/resource";
import { State } from "../state";

/** A request to a hostname of API Gateway, without a distribution in front of it. */
export interface DirectRequest {
  readonly kind: "direct";
  /** The API's functions in the state that have the secrets of `originVerify`. */
  readonly verifyingFunctions: readonly string[];
}

/** @returns undefined if the host is not a hostname of API Gateway */
export function directRequest(host: string, { resources }: State = { resources: [] }): DirectRequest | undefined {
  const { apis, apiDomains } = indexProgram(resources);
  const named = serviceOfName(host);
  const domain = apiDomains.find(({ name }) => typeof name === "string" && covers(name.toLowerCase(), host));
  if (named?.service !== "api-gateway" && domain === undefined) {
    return undefined;
  }
  const requested =
    named?.service === "api-gateway"
      ? apis.filter(({ resource }) => readString(resource.props, "id") === named.label)
      : (domain?.mappings ?? []).flatMap(({ api }) => api ?? []);
  return { kind: "direct", verifyingFunctions: requested.flatMap((api) => verifyingFunctionsOf(api, resources)) };
}

const integrations = [
  { type: "aws:apigatewayv2/integration:Integration", api: "apiId", uri: "integrationUri" },
  { type: "aws:apigateway/integration:Integration", api: "restApi", uri: "uri" },
] as const;

function verifyingFunctionsOf({ resource }: Api, resources: readonly Resource[]): string[] {
  const id = readString(resource.props, "id");
  const uris = resources.flatMap(({ type, props }) =>
    integrations
      .filter((one) => one.type === type && readString(props, one.api) === id)
      .map((one) => readString(props, one.uri))
      .filter((uri) => typeof uri === "string"),
  );
  return resources
    .filter(({ type, props }) => {
      const arn = readString(props, "arn");
      return (
        type === "aws:lambda/function:Function" && uris.some((uri) => typeof arn === "string" && invokes(uri, arn))
      );
    })
    .filter(hasSecrets)
    .map(resourceName);
}

/** The URI is the function's ARN, or an ARN of API Gateway that contains it. */
function invokes(uri: string, arn: string): boolean {
  return [...uri.split(arn).slice(1)].some((rest) => rest === "" || /^[:/]/.test(rest));
}

function hasSecrets({ props }: Resource): boolean {
  const variables = readObject(readObject(props, "environment"), "variables");
  return isKnown(variables) && secretVariables.some((name) => variables?.[name] !== undefined);
}
