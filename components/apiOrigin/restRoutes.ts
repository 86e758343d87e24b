import * as apigateway from "@pulumi/aws/apigateway";
import * as pulumi from "@pulumi/pulumi";
import { slug } from "../slug";
import { ApiArgs } from "./api";
import { ApiFunction } from "./apiFunction";
import { RouteMethod, segmentsOf } from "./routeKey";

/** The authorization of all methods of an API. */
export interface MethodAuthorization {
  readonly authorization: "NONE" | "AWS_IAM";
  readonly apiKeyRequired: boolean;
}

/** Creates the methods of a REST API. */
export class RestMethods {
  constructor(
    private readonly api: apigateway.RestApi,
    private readonly authorization: MethodAuthorization,
    private readonly opts: pulumi.CustomResourceOptions,
  ) {}

  create(
    name: string,
    resourceId: pulumi.Input<string>,
    httpMethod: RouteMethod,
    fn: ApiFunction,
    streamTimeout: number | undefined,
  ): apigateway.Integration {
    const method = new apigateway.Method(
      `${name}-method`,
      { restApi: this.api.id, resourceId, httpMethod, ...this.authorization },
      this.opts,
    );
    return new apigateway.Integration(
      `${name}-integration`,
      {
        restApi: this.api.id,
        resourceId,
        httpMethod: method.httpMethod,
        type: "AWS_PROXY",
        // API Gateway invokes a function with POST, whatever the viewer's method is.
        integrationHttpMethod: "POST",
        ...(streamTimeout === undefined
          ? { uri: fn.invokeArn }
          : { uri: fn.streamingInvokeArn, responseTransferMode: "STREAM", timeoutMilliseconds: streamTimeout * 1000 }),
      },
      this.opts,
    );
  }
}

interface RestParts {
  readonly api: apigateway.RestApi;
  readonly proxy: apigateway.Resource;
  readonly methods: RestMethods;
}

/**
 * The methods of the routes. AWS does not document that `{proxy+}` serves the other methods of a resource, and a request
 * without a method gets 403. So each resource here also has the method ANY, which invokes the function for all other requests.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function restRoutes(
  name: string,
  { api, proxy, methods }: RestParts,
  { routes, function: catchAll, streamTimeout }: ApiArgs,
  opts: pulumi.CustomResourceOptions,
): apigateway.Integration[] {
  const existing = new Map<string, pulumi.Input<string>>([
    ["/", api.rootResourceId],
    ["/{proxy+}", proxy.id],
  ]);
  const created = new Map<string, pulumi.Input<string>>();
  const resourceAt = (path: string): pulumi.Input<string> => {
    const known = existing.get(path) ?? created.get(path);
    if (known !== undefined) {
      return known;
    }
    const segments = segmentsOf(path);
    const resource = new apigateway.Resource(
      `${name}-${slug(path)}-resource`,
      { restApi: api.id, parentId: resourceAt(`/${segments.slice(0, -1).join("/")}`), pathPart: segments.at(-1) ?? "" },
      opts,
    );
    created.set(path, resource.id);
    return resource.id;
  };
  const routed = routes.map((route) =>
    methods.create(route.name, resourceAt(route.path), route.method, route.function, route.streamTimeout),
  );
  const withAny = new Set(routes.filter(({ method }) => method === "ANY").map(({ path }) => path));
  const others = [...created].filter(([path]) => !withAny.has(path));
  return [
    ...routed,
    ...others.map(([path, resourceId]) =>
      methods.create(`${name}-${slug(path)}-any`, resourceId, "ANY", catchAll, streamTimeout),
    ),
  ];
}
