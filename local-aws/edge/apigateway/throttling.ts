import { MethodSettings, ThrottlingSettings } from "../../aws/apigateway/rest";
import { Stage } from "./stages";
import { GatewayError } from "./gatewayResponses";
import { RouteMatch } from "./routes";

interface RateLimit {
  /** Requests a second. */
  readonly rateLimit: number;
  readonly burstLimit: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Token buckets. A bucket contains the burst limit, refills at the rate limit, and each request takes one token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttling {
  private readonly buckets = new Map<string, Bucket>();

  /** Rejects a request if the bucket of its route is empty. */
  takeForRoute(stage: Stage, match: RouteMatch, methodSettings: readonly MethodSettings[], method: string): void {
    const hasMethods = stage.kind === "rest";
    const limit = hasMethods ? methodLimit(methodSettings, match, method) : routeLimit(stage, match);
    this.takeToken([stage.apiId, stage.stageName, match.route, hasMethods ? method : ""], limit);
  }

  /** Rejects a request if the bucket of the caller's usage plan is empty. Quotas are not modeled. */
  takeForKey(planId: string, keyId: string, limit: Partial<RateLimit>): void {
    this.takeToken([planId, keyId], limit);
  }

  private takeToken(name: readonly string[], { rateLimit = -1, burstLimit = -1 }: Partial<RateLimit>): void {
    if (rateLimit < 0 || burstLimit < 0) {
      return;
    }
    // A changed limit starts with a full bucket.
    const key = JSON.stringify([name, rateLimit, burstLimit]);
    const now = performance.now() / 1000;
    const bucket = this.buckets.get(key) ?? { tokens: burstLimit, filledAt: now };
    bucket.tokens = Math.min(burstLimit, bucket.tokens + (now - bucket.filledAt) * rateLimit);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      throw new GatewayError("throttled");
    }
    bucket.tokens -= 1;
  }
}

function limitOf({ throttlingRateLimit, throttlingBurstLimit }: ThrottlingSettings = {}): Partial<RateLimit> {
  return {
    ...(throttlingRateLimit === undefined ? {} : { rateLimit: throttlingRateLimit }),
    ...(throttlingBurstLimit === undefined ? {} : { burstLimit: throttlingBurstLimit }),
  };
}

function routeLimit({ throttling }: Stage, { route }: RouteMatch): Partial<RateLimit> {
  const { defaultRouteSettings, routeSettings } = throttling;
  return limitOf(routeSettings?.find(({ routeKey }) => routeKey === route) ?? defaultRouteSettings);
}

function methodLimit(all: readonly MethodSettings[], { route }: RouteMatch, method: string): Partial<RateLimit> {
  const named = (path: string) => all.find(({ methodPath }) => methodPath === path)?.settings;
  return limitOf(named(`${route.slice(1)}/${method}`) ?? named("*/*"));
}
