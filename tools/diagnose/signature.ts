import { Endpoint } from "../../policy-pack/apigateway/endpoint";
import { Explanation } from "../explain/explain";
import { Layer, ReceivedResponse } from "./response";

/** The CloudFront Developer Guide. */
export const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** Recognizes one kind of response, and names who wrote it and its possible causes. */
export interface Signature {
  readonly layer: Layer;
  /** What the response means, without a full stop. */
  readonly meaning: string;
  readonly status?: readonly number[];
  /** The response must have each of these headers. */
  readonly headers?: Readonly<Record<string, RegExp>>;
  readonly body?: RegExp;
  /** Headers that replace `body` if the response has none. The response to HEAD never has a body. */
  readonly withoutBody?: Readonly<Record<string, RegExp>>;
  /** A further condition, and the evidence to report if it is met. */
  readonly condition?: {
    /** @param service the service behind the matching behavior, if the deployed state shows it. */
    readonly isMet: (response: ReceivedResponse, service?: Endpoint["service"]) => boolean;
    readonly evidence: string;
  };
  readonly causes: readonly Cause[];
  /** The AWS page that describes the response. */
  readonly url: string;
}

export type Cause = RuleCause | OtherCause;

/** A cause with a rule in the policy pack, which has its description and its fix. */
export interface RuleCause {
  readonly rule: string;
  /** Whether the response proves the cause. @default false */
  readonly isProven?: boolean;
  /** The responses that it explains. @default all with the signature */
  readonly appliesTo?: (response: ReceivedResponse) => boolean;
}

export interface OtherCause {
  readonly cause: string;
  readonly fix: string;
  /** Whether the response proves the cause. @default false */
  readonly isProven?: boolean;
  /** The responses that it explains. @default all with the signature */
  readonly appliesTo?: (response: ReceivedResponse) => boolean;
  /** Whether the cause is that no deployed distribution serves the request's host. @default false */
  readonly isUnknownHost?: boolean;
  /** Whether it explains only requests to the API's own hostname. @default false */
  readonly isDirect?: boolean;
  /** Whether the cause is the check of `originVerify`, which a direct request never passes. @default false */
  readonly isOriginVerify?: boolean;
  /** Whether the deployed distribution rules the cause out. */
  readonly isRuledOutBy?: (explanation: Explanation) => boolean;
  /** What the deployed distribution adds to the evidence. */
  readonly deployedEvidence?: (explanation: Explanation) => readonly string[];
}
