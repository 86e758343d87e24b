import type { ApiGatewayOrigin, CustomOrigin, Origin, OriginKind, S3Origin } from "../../components/origin";
import { present } from "../../components/present";
import { isKnown } from "../../policy-pack/program/maybe";
import { isObject, Properties } from "../../policy-pack/program/readValue";
import type { RoutedDistribution } from "../../policy-pack/findings/routedDistribution";
import { items } from "./settings";

/** The ID of an origin access control that the program creates, for an origin that has none. */
export const newAccessControl = "the ID of a new origin access control";

/** The origins that the component has an equal for, by their ID. */
export type Origins = ReadonlyMap<string, Origin>;

export function originsOf(config: Properties, { behaviors }: RoutedDistribution): Origins {
  const routes = (isKnown(behaviors) ? behaviors : []).flatMap((one) => (isKnown(one.routes) ? one.routes : []));
  const apis = routes.flatMap((route) =>
    route !== undefined && isKnown(route) && route.apiEndpoint !== undefined ? [route.origin.id] : [],
  );
  return new Map(
    items(config.origins).map((origin) => {
      const id = String(origin.originId);
      return [id, originOf(origin, kindOf(origin, apis.includes(id)))];
    }),
  );
}

function kindOf(origin: Properties, isApi: boolean): OriginKind {
  if (isApi) {
    return "api-gateway";
  }
  return isObject(origin.customOriginConfig) || isObject(origin.vpcOriginConfig) ? "custom" : "s3";
}

function originOf(origin: Properties, kind: OriginKind): Origin {
  const { originShield } = origin;
  const address = {
    name: String(origin.originId),
    domainName: String(origin.domainName),
    ...present({
      originShieldRegion:
        isObject(originShield) && originShield.enabled === true ? text(originShield.originShieldRegion) : undefined,
    }),
  };
  switch (kind) {
    case "s3":
      return {
        kind,
        ...address,
        originAccessControlId: text(origin.originAccessControlId) ?? newAccessControl,
      } satisfies S3Origin;
    case "api-gateway":
      return {
        kind,
        ...address,
        ...requests(origin),
        ...present({
          readTimeout: otherThan(30, custom(origin).originReadTimeout),
          responseCompletionTimeout: otherThan(0, origin.responseCompletionTimeout),
        }),
      } satisfies ApiGatewayOrigin;
    case "custom":
      return {
        kind,
        ...address,
        ...requests(origin),
        ...present({ httpsPort: otherThan(443, custom(origin).httpsPort) }),
      } satisfies CustomOrigin;
  }
}

function requests({ originPath, customHeaders }: Properties): Pick<CustomOrigin, "originPath" | "headers"> {
  const headers = items(customHeaders).map(({ name, value }) => [String(name), String(value)] as const);
  return present({
    originPath: text(originPath),
    headers: headers.length === 0 ? undefined : Object.fromEntries(headers),
  });
}

function custom({ customOriginConfig }: Properties): Properties {
  return isObject(customOriginConfig) ? customOriginConfig : {};
}

function otherThan(usual: number, value: unknown): number | undefined {
  return typeof value === "number" && value !== usual ? value : undefined;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
