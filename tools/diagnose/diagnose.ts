import { Endpoint } from "../../policy-pack/apigateway/endpoint";
import { isKnown } from "../../policy-pack/program/maybe";
import { rules } from "../../policy-pack/rules";
import { deployedDistributions, findByHost } from "../distributions";
import { explain, Explanation } from "../explain/explain";
import { headerOf, pathOf, ViewerRequest } from "../explain/viewerRequest";
import { State } from "../state";
import { RuleFinding } from "../verdicts";
import { DirectRequest, directRequest } from "./directRequest";
import { Layer, ReceivedResponse } from "./response";
import { Cause, OtherCause, Signature } from "./signature";
import { signatures } from "./signatures";

/** Which layer responded, why, and how to fix it. */
export interface Diagnosis {
  readonly layer: Layer;
  /** What the response means. */
  readonly says: string;
  /** Certain causes come first. */
  readonly causes: readonly DiagnosedCause[];
  readonly isHealthy: boolean;
  /** The AWS page that describes responses of this kind. */
  readonly url?: string;
}

export interface DiagnosedCause {
  /** `certain` if the response or the deployed distribution proves the cause, otherwise `possible`. */
  readonly certainty: "certain" | "possible";
  readonly rule?: string;
  readonly cause: string;
  readonly evidence: readonly string[];
  readonly fix: string;
}

/** A request's route through the deployed distributions, or that none of them serves its host. */
export type Trace = Explanation | DirectRequest | "no such host";

export function traceRequest(state: State, request: ViewerRequest): Trace {
  const isServed = findByHost(deployedDistributions(state), request.host) !== undefined;
  return isServed ? explain(state, request) : (directRequest(request.host, state) ?? "no such host");
}

function isExplanation(trace: Trace | undefined): trace is Explanation {
  return trace !== undefined && trace !== "no such host" && !isDirect(trace);
}

function isDirect(trace: Trace | undefined): trace is DirectRequest {
  return typeof trace === "object" && "kind" in trace;
}

/** @param deployed the request's route, if the deployed state is available. */
export function diagnose(response: ReceivedResponse, deployed?: Trace): Diagnosis {
  const trace = deployed ?? directRequest(response.request.host);
  const service = serviceOf(trace);
  const signature = signatures.find((one) => evidenceFor(one, response, service) !== undefined);
  const evidence = (signature && evidenceFor(signature, response, service)) ?? [`status ${response.status}`];
  const found = [
    // A path that reaches the wrong behavior explains all other problems there.
    ...(isExplanation(trace) ? causesOfTrace(response, trace) : []),
    ...(signature?.causes ?? [])
      .filter((cause) => cause.appliesTo?.(response) ?? true)
      .flatMap((cause) => applicableCauses(cause, evidence, trace)),
  ];
  const causes = [...found.filter(isCertain), ...found.filter((cause) => !isCertain(cause))];
  return {
    layer: signature?.layer ?? layerOf(response),
    says: signature?.meaning ?? meaningOf(response),
    causes,
    isHealthy: response.status < 400 && causes.length === 0 && !isError(response),
    ...(signature === undefined ? {} : { url: signature.url }),
  };
}

function meaningOf({ status }: ReceivedResponse): string {
  return status < 400 ? "success" : status < 500 ? "it rejected the request" : "it failed";
}

/** Whether CloudFront reports an error. A custom error page can have status 200. */
function isError({ headers }: ReceivedResponse): boolean {
  return /^Error from cloudfront/i.test(headers["x-cache"] ?? "");
}

function isCertain({ certainty }: DiagnosedCause): boolean {
  return certainty === "certain";
}

/** The service behind the matching behavior; undefined if the members of an origin group differ. */
function serviceOf(trace: Trace | undefined): Endpoint["service"] | undefined {
  if (isDirect(trace)) {
    return "api-gateway";
  }
  const origins = isExplanation(trace) && isKnown(trace.origins) ? trace.origins : [];
  const [kind, ...others] = new Set(origins.map((origin) => origin.kind));
  return kind !== undefined && isKnown(kind) && others.length === 0 ? kind : undefined;
}

/** The parts of a response that match a signature; undefined if it does not match. */
function evidenceFor(
  { status, headers, body, withoutBody, condition }: Signature,
  response: ReceivedResponse,
  service: Endpoint["service"] | undefined,
): string[] | undefined {
  const isWithoutBody = response.body === "" && withoutBody !== undefined;
  const required = Object.entries({ ...headers, ...(isWithoutBody ? withoutBody : {}) });
  const matched = isWithoutBody ? undefined : body?.exec(response.body)?.[0];
  const isMatch =
    (status === undefined || status.includes(response.status)) &&
    required.every(([name, pattern]) => pattern.test(response.headers[name] ?? "")) &&
    (isWithoutBody || body === undefined || matched !== undefined) &&
    (condition === undefined || condition.isMet(response, service));
  return isMatch
    ? [
        `status ${response.status}`,
        ...required.map(([name]) => `${name}: ${response.headers[name] ?? ""}`),
        ...(matched === undefined ? [] : [`body: ${matched.trim().slice(0, 120)}`]),
        ...(isWithoutBody ? ["the response has no body"] : []),
        ...(condition === undefined ? [] : [condition.evidence]),
      ]
    : undefined;
}

/** Excludes a rule without a finding, if the deployed state is available and the response does not prove the rule. */
function applicableCauses(cause: Cause, evidence: readonly string[], trace: Trace | undefined): DiagnosedCause[] {
  if (!("rule" in cause)) {
    return otherCauses(cause, evidence, trace);
  }
  // A rule is about a distribution, and a direct request passes none.
  if (isDirect(trace)) {
    return [];
  }
  const explanation = isExplanation(trace) ? trace : undefined;
  const finding = explanation === undefined ? undefined : findingOf(cause.rule, explanation);
  if (finding !== undefined) {
    return [causeOfFinding(cause.rule, finding, evidence)];
  }
  return explanation === undefined || cause.isProven === true
    ? [{ ...causeOfRule(cause.rule), certainty: cause.isProven === true ? "certain" : "possible", evidence }]
    : [];
}

function otherCauses(other: OtherCause, evidence: readonly string[], trace: Trace | undefined): DiagnosedCause[] {
  const { cause, fix, isProven = false, isUnknownHost = false, deployedEvidence = () => [] } = other;
  if (other.isDirect === true && !isDirect(trace)) {
    return [];
  }
  if (isExplanation(trace) && other.isRuledOutBy?.(trace) === true) {
    return [];
  }
  if (other.isOriginVerify === true && isDirect(trace) && trace.verifyingFunctions.length > 0) {
    const functions = trace.verifyingFunctions.map((name) => `function ${name} has the secrets of originVerify`);
    return [{ certainty: "certain", cause, evidence: [...evidence, ...functions], fix }];
  }
  if (isUnknownHost && trace !== undefined) {
    const proof = [...evidence, "no distribution of the deployed stack serves this hostname"];
    return trace === "no such host" ? [{ certainty: "certain", cause, evidence: proof, fix }] : [];
  }
  const deployed = isExplanation(trace) ? deployedEvidence(trace) : [];
  return [{ certainty: isProven ? "certain" : "possible", cause, evidence: [...evidence, ...deployed], fix }];
}

/** The finding of a rule, or the undetermined finding of another rule that it waits with. */
function findingOf(rule: string, { findings, elsewhere }: Explanation): RuleFinding | undefined {
  const all = [...findings, ...elsewhere];
  return all.find((finding) => finding.rule === rule) ?? all.find(({ waiting = [] }) => waiting.includes(rule));
}

function causeOfFinding(rule: string, finding: RuleFinding, evidence: readonly string[]): DiagnosedCause {
  const { level, message, problem } = finding;
  switch (level) {
    case "undetermined":
      return { ...causeOfRule(rule), certainty: "possible", evidence: [...evidence, `the rule is ${problem}`] };
    case "weakness":
      return {
        ...causeOfRule(rule),
        certainty: "possible",
        cause: message,
        evidence: [...evidence, "the deployed distribution has the weakness"],
      };
    case "mandatory":
    case "advisory":
      return {
        ...causeOfRule(rule),
        certainty: "certain",
        cause: message,
        evidence: [...evidence, "the deployed distribution violates the rule"],
      };
  }
}

function causeOfRule(name: string): Pick<DiagnosedCause, "rule" | "cause" | "fix"> {
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) {
    throw new Error(`There is no rule ${name}.`);
  }
  return { rule: name, cause: rule.failingRequest, fix: rule.remediationSteps };
}

const sharedCache = "api-gateway-origin-shared-cache";

/** Causes that a response does not show without the deployed state. */
function causesOfTrace(response: ReceivedResponse, trace: Explanation): DiagnosedCause[] {
  const cacheResult = response.headers["x-cache"] ?? "";
  const credentials = ["authorization", "cookie", "x-api-key"].filter(
    (name) => headerOf(response.request, name) !== undefined,
  );
  const shared = findingOf(sharedCache, trace);
  const isShared = isCacheHit(response) && credentials.length > 0;
  return [
    ...(isShared && shared !== undefined
      ? [
          causeOfFinding(sharedCache, shared, [
            `x-cache: ${cacheResult}`,
            `the request has ${credentials.join(" and ")}`,
          ]),
        ]
      : []),
    ...(response.status >= 400 ? trace.otherCase.map((behavior) => otherCaseCause(behavior, response, trace)) : []),
    ...trace.missed.map((finding) =>
      causeOfFinding(finding.rule, finding, [`status ${response.status}`, `${trace.behavior} matches the path`]),
    ),
  ];
}

function otherCaseCause(behavior: string, { status, request }: ReceivedResponse, trace: Explanation): DiagnosedCause {
  return {
    certainty: "certain",
    cause: `${behavior} matches ${pathOf(request)} only in another letter case, and path patterns are case-sensitive`,
    evidence: [`status ${status}`, `${trace.behavior} matches the path`],
    fix: "Request the path in the letter case of the pattern, or add a behavior with the letter case of the request.",
  };
}

/** The layer that wrote a response without a matching signature. */
function layerOf(response: ReceivedResponse): Layer {
  if (isCacheHit(response)) {
    return "the viewer's CloudFront edge";
  }
  const { headers } = response;
  if (headers.server === "AmazonS3") {
    return "S3";
  }
  return "apigw-requestid" in headers || "x-amz-apigw-id" in headers ? "API Gateway" : "the origin";
}

function isCacheHit({ headers }: ReceivedResponse): boolean {
  return /^(Hit|RefreshHit) from cloudfront/i.test(headers["x-cache"] ?? "");
}
