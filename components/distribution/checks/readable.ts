import { below } from "../../checks";
import { Problem } from "../../problems";
import { MultiOriginDistributionArgs, Route } from "../args";
import { Behavior } from "../behavior";

/** A part of the arguments, and where it stands. */
export interface At<T> {
  readonly value: T;
  readonly path: string;
}

/** What can be read of the arguments: parts of a wrong form are left out. */
export interface Readable {
  readonly defaultRoute?: At<Behavior>;
  readonly routes: readonly At<Route>[];
  /** The default route's and all others'. */
  readonly behaviors: readonly At<Behavior>[];
  readonly settings: At<Omit<MultiOriginDistributionArgs, "defaultRoute" | "routes">>;
}

export function readableParts(
  args: MultiOriginDistributionArgs,
  path: string,
  wrongForms: readonly Problem[],
): Readable {
  const isReadable = (where: string): boolean =>
    !wrongForms.some(
      ({ propertyPath }) =>
        propertyPath === where || propertyPath.startsWith(`${where}.`) || propertyPath.startsWith(`${where}[`),
    );
  const { defaultRoute, routes, ...settings } = args;
  const routesPath = below(path, "routes");
  const defaultPath = below(path, "defaultRoute");
  const readableRoutes = wrongForms.some(({ propertyPath }) => propertyPath === routesPath)
    ? []
    : routes
        .map((value, index) => ({ value, path: `${routesPath}[${index}]` }))
        .filter((route) => isReadable(route.path));
  const readableDefault = isReadable(defaultPath) ? { value: defaultRoute, path: defaultPath } : undefined;
  return {
    ...(readableDefault === undefined ? {} : { defaultRoute: readableDefault }),
    routes: readableRoutes,
    behaviors: [...(readableDefault === undefined ? [] : [readableDefault]), ...readableRoutes],
    settings: {
      value: Object.fromEntries(Object.entries(settings).filter(([name]) => isReadable(below(path, name)))),
      path,
    },
  };
}
