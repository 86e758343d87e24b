import type { Json } from "../../aws/account";
import { Stage } from "./deployed";
import { Refused } from "./refusals";
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

export interface Quota {
  readonly limit: number;
  readonly period: "DAY" | "WEEK" | "MONTH";
}

/**
 * Token buckets: each holds a burst, fills at a rate, and a request takes one token.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class Throttling {
  private readonly buckets = new Map<string, Bucket>();
  private readonly counts = new Map<string, number>();

  /** Refuses a request that finds the bucket of its stage's route empty. */
  takeForRoute(stage: Stage, match: RouteMatch, methodSettings: readonly MethodSettings[], method: string): void {
    const limit = stage.kind === "http" ? routeLimit(stage, match) : methodLimit(methodSettings, match, method);
    this.take([stage.apiId, stage.stageName, match.route, stage.kind === "http" ? "" : method], limit);
  }

  /** Refuses a request whose caller's usage plan has no token or no request left. */
  takeForKey(planId: string, keyId: string, limit: Partial<RateLimit>, quota: Quota | undefined): void {
    this.take([planId, keyId], limit);
    if (quota !== undefined) {
      const period = JSON.stringify([planId, keyId, periodOf(quota, new Date())]);
      const count = (this.counts.get(period) ?? 0) + 1;
      this.counts.set(period, count);
      if (count > quota.limit) {
        throw new Refused("quotaExceeded");
      }
    }
  }

  private take(name: readonly string[], { rateLimit = -1, burstLimit = -1 }: Partial<RateLimit>): void {
    if (rateLimit < 0 || burstLimit < 0) {
      return;
    }
    // A limit that was changed starts with a full bucket.
    const key = JSON.stringify([name, rateLimit, burstLimit]);
    const now = performance.now() / 1000;
    const bucket = this.buckets.get(key) ?? { tokens: burstLimit, filledAt: now };
    bucket.tokens = Math.min(burstLimit, bucket.tokens + (now - bucket.filledAt) * rateLimit);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      throw new Refused("throttled");
    }
    bucket.tokens -= 1;
  }
}

interface ThrottlingSettings {
  readonly throttlingRateLimit?: number;
  readonly throttlingBurstLimit?: number;
}

/** Of `aws.apigateway.MethodSettings`. */
export interface MethodSettings {
  readonly methodPath: string;
  readonly settings: ThrottlingSettings;
}

function limitOf({ throttlingRateLimit, throttlingBurstLimit }: ThrottlingSettings = {}): Partial<RateLimit> {
  return {
    ...(throttlingRateLimit === undefined ? {} : { rateLimit: throttlingRateLimit }),
    ...(throttlingBurstLimit === undefined ? {} : { burstLimit: throttlingBurstLimit }),
  };
}

function routeLimit({ settings }: Stage, { route }: RouteMatch): Partial<RateLimit> {
  const { defaultRouteSettings, routeSettings } = settings as Record<string, Json | undefined> as {
    defaultRouteSettings?: ThrottlingSettings;
    routeSettings?: readonly (ThrottlingSettings & { readonly routeKey: string })[];
  };
  return limitOf(routeSettings?.find(({ routeKey }) => routeKey === route) ?? defaultRouteSettings);
}

function methodLimit(all: readonly MethodSettings[], { route }: RouteMatch, method: string): Partial<RateLimit> {
  const named = (path: string) => all.find(({ methodPath }) => methodPath === path)?.settings;
  return limitOf(named(`${route.slice(1)}/${method}`) ?? named("*/*"));
}

function periodOf({ period }: Quota, date: Date): string {
  const day = date.toISOString().slice(0, 10);
  switch (period) {
    case "DAY":
      return day;
    case "WEEK":
      return String(Math.floor(date.getTime() / (7 * 24 * 60 * 60 * 1000)));
    case "MONTH":
      return day.slice(0, 7);
  }
}
