import { childPath } from "../../checks";
import { Problem } from "../../problems";
import { MultiOriginDistributionArgs, Route } from "../args";
import { Behavior } from "../behavior";

/** A part of the arguments, and its property path, e.g. `routes[0].origin`. */
export interface Located<T> {
  readonly value: T;
  readonly path: string;
}

/** The parts of the arguments that have a valid shape. */
export interface Readable {
  readonly defaultRoute?: Located<Behavior>;
  readonly routes: readonly Located<Route>[];
  /** The default route and all others. */
  readonly behaviors: readonly Located<Behavior>[];
  readonly settings: Located<Omit<MultiOriginDistributionArgs, "defaultRoute" | "routes">>;
}

export function readableParts(
  args: MultiOriginDistributionArgs,
  path: string,
  shapeProblems: readonly Problem[],
): Readable {
  const { defaultRoute, routes, ...settings } = args;
  const routesPath = childPath(path, "routes");
  const defaultPath = childPath(path, "defaultRoute");
  const isWrong = (property: string): boolean => shapeProblems.some(({ propertyPath }) => propertyPath === property);
  const hasWrong = (property: string): boolean =>
    shapeProblems.some(
      ({ propertyPath }) =>
        propertyPath === property || propertyPath.startsWith(`${property}.`) || propertyPath.startsWith(`${property}[`),
    );
  const readable = <T extends object>(value: T, at: string): T =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !hasWrong(childPath(at, name)))) as T;

  /** Empty if a property that the checks need is wrong. */
  const readableBehavior = <T extends Behavior>(value: T, at: string, needed: readonly string[]): Located<T>[] => {
    if (isWrong(at) || needed.some((name) => hasWrong(childPath(at, name)))) {
      return [];
    }
    const left = readable(value, at);
    // The check of a failover reads the methods.
    return [{ value: hasWrong(childPath(at, "methods")) ? { ...left, failover: undefined } : left, path: at }];
  };

  const readableRoutes = isWrong(routesPath)
    ? []
    : routes.flatMap((route, index) => readableBehavior(route, `${routesPath}[${index}]`, ["paths", "origin"]));
  const readableDefault = readableBehavior(defaultRoute, defaultPath, ["origin"]);
  const [onlyDefault] = readableDefault;
  return {
    ...(onlyDefault === undefined ? {} : { defaultRoute: onlyDefault }),
    routes: readableRoutes,
    behaviors: [...readableDefault, ...readableRoutes],
    settings: { value: readable(settings, path), path },
  };
}
