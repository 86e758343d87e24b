import { childPath } from "../../checks";
import { Problem } from "../../problems";
import { MultiOriginDistributionArgs, Route } from "../args";
import { Behavior } from "../behavior";

/** A part of the arguments, and where it stands. */
export interface At<T> {
  readonly value: T;
  readonly path: string;
}

/** What can be read of the arguments: what has a wrong form is left out. */
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
  const { defaultRoute, routes, ...settings } = args;
  const routesPath = childPath(path, "routes");
  const defaultPath = childPath(path, "defaultRoute");
  const isWrong = (where: string): boolean => wrongForms.some(({ propertyPath }) => propertyPath === where);
  const hasWrong = (where: string): boolean =>
    wrongForms.some(
      ({ propertyPath }) =>
        propertyPath === where || propertyPath.startsWith(`${where}.`) || propertyPath.startsWith(`${where}[`),
    );
  const readable = <T extends object>(value: T, at: string): T =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !hasWrong(childPath(at, name)))) as T;

  /** Nothing where it can't do without what is wrong. */
  const readableBehavior = <T extends Behavior>(value: T, at: string, needed: readonly string[]): At<T>[] => {
    if (isWrong(at) || needed.some((name) => hasWrong(childPath(at, name)))) {
      return [];
    }
    const left = readable(value, at);
    // A failover is judged by the methods.
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
