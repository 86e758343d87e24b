import { map, Maybe, Unknown } from "../program/maybe";
import { readBoolean, readString } from "../program/readValue";
import { refersTo } from "../program/references";
import { Resource, resourceName } from "../program/resource";
import type { ApiRoute, ReadApi } from "./apis";
import { apiKeyHeader, authorizerCredentials } from "./authorizers";
import { restEndpointType } from "./endpointType";
import { restIntegration } from "./integrations";
import { routesOfBody } from "./openApi";
import { is, named, partsOf, readFlag, types } from "./resources";

export function readRestApi(resource: Resource, resources: readonly Resource[]): ReadApi {
  const parts = (type: string, property = "restApi") => partsOf(resource, resources.filter(is(type)), property);
  const stages = parts(types.restStage);
  const deployments = parts(types.restDeployment);
  const methods = parts(types.restMethod);
  const imports = parts(types.restApiPut, "restApiId");
  const tree = parts(types.restResource).own;
  const authorizers = resources.filter(is(types.restAuthorizer));
  const integrations = () => parts(types.restIntegration).own;
  return {
    kind: "rest",
    resource,
    endpointType: restEndpointType(resource),
    isDisabled: readFlag(resource, "disableExecuteApiEndpoint"),
    stages: [
      ...stages.own.map(({ props }) => named(readString(props, "stageName"))),
      ...stages.possible,
      ...deployments.own.map(({ props }) => readString(props, "stageName")).filter((stage) => stage !== undefined),
    ],
    routes: [
      ...methods.own.map((method) =>
        restRoute(method, tree, resource, {
          credentials: restCredentials(method, resource, authorizers),
          integration: () => restIntegration(method, integrations()),
        }),
      ),
      ...methods.possible,
      ...routesOfBody(resource),
      ...[...imports.own, ...imports.possible].map(
        () =>
          new Unknown("a RestApiPut adds routes to the API", undefined, {
            resolution: "Check the paths in the document of the RestApiPut.",
          }),
      ),
    ],
  };
}

function restRoute(
  method: Resource,
  tree: readonly Resource[],
  api: Resource,
  settings: Pick<ApiRoute, "credentials" | "integration">,
): Maybe<ApiRoute> {
  const path = restPath(method, "resourceId", tree, api);
  return map(readString(method.props, "httpMethod"), (httpMethod) =>
    map(path, (known) => ({
      method: httpMethod ?? "ANY",
      path: known === "" ? "/" : known,
      ...settings,
    })),
  );
}

/** The path of a method or resource. The resources of a REST API are a tree by `parentId`, below the root resource. */
function restPath(
  from: Resource,
  property: string,
  tree: readonly Resource[],
  api: Resource,
  below: readonly Resource[] = [],
): Maybe<string> {
  const resource = tree.find((candidate) => candidate !== from && refersTo(from, property, candidate));
  if (resource === undefined) {
    return refersTo(from, property, api, "rootResourceId") || refersTo(from, property, api)
      ? ""
      : new Unknown("a method's resource is not part of this program", undefined, {
          resolution: "Check the path of the method in the program that creates the resource.",
        });
  }
  if (below.includes(resource)) {
    return new Unknown(`the parents of resource ${resourceName(resource)} are a circle`, undefined, {
      resolution: "Set parentId to a resource that is nearer to the root resource.",
    });
  }
  const parent = restPath(resource, "parentId", tree, api, [...below, resource]);
  return map(parent, (above) => map(readString(resource.props, "pathPart"), (part) => `${above}/${part ?? ""}`));
}

function restCredentials(method: Resource, api: Resource, authorizers: readonly Resource[]): ApiRoute["credentials"] {
  const { props } = method;
  return map(readString(props, "authorization"), (type) =>
    map(authorizerCredentials(type, method, authorizers), (ofAuthorizer) =>
      map(readBoolean(props, "apiKeyRequired"), (requiresKey) =>
        map(readString(api.props, "apiKeySource"), (source) =>
          // The source AUTHORIZER takes the key from the authorizer's response.
          requiresKey === true && source !== "AUTHORIZER" ? [...ofAuthorizer, apiKeyHeader] : ofAuthorizer,
        ),
      ),
    ),
  );
}
