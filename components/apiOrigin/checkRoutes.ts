import { Check, childPath, isObject, mapOf, stringThat } from "../checks";
import { problem, Problem } from "../problems";
import { ApiKind } from "./args";
import { checkFunction, FunctionContext } from "./checkFunction";
import { catchAllKeys, isVariable, parseRouteKey, routeMethods, segmentsOf } from "./routeKey";

const isRouteKey = stringThat(
  (key) => parseRouteKey(key) !== undefined,
  `use a method (${routeMethods.join(", ")}) and a path, such as "POST /orders/{id}"`,
);

const isFree = stringThat(
  (key) => !catchAllKeys.includes(key),
  "remove it: the function next to `routes` already serves this route",
);

/** The routes of an API to other functions. */
export function checkRoutes(kind: ApiKind, context: FunctionContext): Check {
  const each = mapOf(
    { name: (key, path) => [...isRouteKey(key, path), ...isFree(key, path)], value: checkFunction(context) },
    'use an object that maps routes, such as "POST /orders", to functions',
  );
  return (value, path) => [...each(value, path), ...(kind === "http" ? [] : problemsOfRest(value, path))];
}

/** What only a REST API rejects. https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
function problemsOfRest(routes: unknown, path: string): Problem[] {
  // The resources that exist without a route.
  const variables = new Map([["/", "{proxy+}"]]);
  return Object.keys(isObject(routes) ? routes : {}).flatMap((key) => {
    const segments = segmentsOf(parseRouteKey(key)?.path ?? "/");
    const at = childPath(path, key);
    return segments.flatMap((segment, index): Problem[] => {
      if (!isVariable(segment)) {
        return /^[\w.:-]+$/.test(segment)
          ? []
          : [problem(at, key, "use only letters, digits and . _ : - in a path of a REST API")];
      }
      const parent = `/${segments.slice(0, index).join("/")}`;
      const sibling = variables.get(parent) ?? segment;
      variables.set(parent, sibling);
      return sibling === segment
        ? []
        : [problem(at, key, `use ${sibling} instead of ${segment}: a REST API has one variable after ${parent}`)];
    });
  });
}
