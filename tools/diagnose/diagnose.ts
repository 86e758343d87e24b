import { rules } from "../../policy-pack/rules";
import { deployedDistributions, findByHost } from "../distributions";
import { explain, Explanation } from "../explain/route";
import { headerOf, ViewerRequest } from "../explain/viewerRequest";
import { State } from "../state";
import { RuleFinding } from "../verdicts";
import { Answer, Layer } from "./answer";
import { Cause, OtherCause, Signature } from "./signature";
import { signatures } from "./signatures";

/** Who answered, why, and what mends it. */
export interface Diagnosis {
  readonly layer: Layer;
  /** What the answer means, a clause. */
  readonly says: string;
  /** The most certain first. */
  readonly causes: readonly DiagnosedCause[];
  /** Whether nothing is wrong. */
  readonly isWell: boolean;
  /** The page on answers of this kind. */
  readonly url?: string;
}

export interface DiagnosedCause {
  /** `certain`: the answer or the deployed distribution proves it; `possible`: it fits. */
  readonly certainty: "certain" | "possible";
  readonly rule?: string;
  readonly cause: string;
  readonly evidence: readonly string[];
  readonly fix: string;
}

/** A request's route through the deployed distributions, or that none of them serves its host. */
export type Trace = Explanation | "no such host";

export function traceRequest(state: State, request: ViewerRequest): Trace {
  const isServed = findByHost(deployedDistributions(state), request.host) !== undefined;
  return isServed ? explain(state, request) : "no such host";
}

/** @param trace the request's route, if the deployed state is available. */
export function diagnose(answer: Answer, trace?: Trace): Diagnosis {
  const signature = signatures.find((one) => evidenceOf(one, answer) !== undefined);
  const evidence = (signature && evidenceOf(signature, answer)) ?? [`status ${answer.status}`];
  const found = [
    // A path that the wrong behavior takes explains whatever else goes wrong there.
    ...(trace === undefined || trace === "no such host" ? [] : causesOfTrace(answer, trace)),
    ...(signature?.causes ?? []).flatMap((cause) => judged(cause, evidence, trace)),
  ];
  const causes = [...found.filter(isCertain), ...found.filter((cause) => !isCertain(cause))];
  return {
    layer: signature?.layer ?? writerOf(answer),
    says: signature?.says ?? whatIsSaid(answer),
    causes,
    isWell: answer.status < 400 && causes.length === 0,
    ...(signature === undefined ? {} : { url: signature.url }),
  };
}

function whatIsSaid({ status }: Answer): string {
  return status < 400 ? "it answered" : status < 500 ? "it refused the request itself" : "it failed itself";
}

function isCertain({ certainty }: DiagnosedCause): boolean {
  return certainty === "certain";
}

/** What of the answer fits a signature; nothing where it does not fit. */
function evidenceOf({ status, headers = {}, body, also }: Signature, answer: Answer): string[] | undefined {
  const matched = body?.exec(answer.body)?.[0];
  const fits =
    (status === undefined || status.includes(answer.status)) &&
    Object.entries(headers).every(([name, pattern]) => pattern.test(answer.headers[name] ?? "")) &&
    (body === undefined || matched !== undefined) &&
    (also === undefined || also.holds(answer));
  return fits
    ? [
        `status ${answer.status}`,
        ...Object.keys(headers).map((name) => `${name}: ${answer.headers[name] ?? ""}`),
        ...(matched === undefined ? [] : [`the body says ${matched.trim().slice(0, 120)}`]),
        ...(also === undefined ? [] : [also.evidence]),
      ]
    : undefined;
}

/** With the state at hand, a rule that does not object to the behavior is ruled out. */
function judged(cause: Cause, evidence: readonly string[], trace: Trace | undefined): DiagnosedCause[] {
  if (!("rule" in cause)) {
    return judgedByHost(cause, evidence, trace);
  }
  const way = trace === "no such host" ? undefined : trace;
  const finding = way === undefined ? undefined : findingOf(cause.rule, way);
  if (finding !== undefined) {
    return [ofFinding(finding, evidence)];
  }
  return way === undefined || cause.isProven === true
    ? [{ ...ofRule(cause.rule), certainty: cause.isProven === true ? "certain" : "possible", evidence }]
    : [];
}

function judgedByHost(
  { cause, fix, isProven = false, isOfUnknownHost = false }: OtherCause,
  evidence: readonly string[],
  trace: Trace | undefined,
): DiagnosedCause[] {
  if (isOfUnknownHost && trace !== undefined) {
    const seen = [...evidence, "no distribution of the deployed stack has this name"];
    return trace === "no such host" ? [{ certainty: "certain", cause, evidence: seen, fix }] : [];
  }
  return [{ certainty: isProven ? "certain" : "possible", cause, evidence, fix }];
}

function findingOf(rule: string, { findings, elsewhere }: Explanation): RuleFinding | undefined {
  return [...findings, ...elsewhere].find((finding) => finding.rule === rule);
}

function ofFinding({ rule, level, message }: RuleFinding, evidence: readonly string[]): DiagnosedCause {
  return {
    ...ofRule(rule),
    certainty: level === "undetermined" ? "possible" : "certain",
    cause: message,
    evidence: [...evidence, "the rule objects to the deployed distribution"],
  };
}

function ofRule(name: string): Pick<DiagnosedCause, "rule" | "cause" | "fix"> {
  const rule = rules.find((one) => one.name === name);
  if (rule === undefined) {
    throw new Error(`there is no rule ${name}`);
  }
  return { rule: name, cause: rule.failingRequest, fix: rule.remediationSteps };
}

/** What no answer shows by itself. */
function causesOfTrace(answer: Answer, trace: Explanation): DiagnosedCause[] {
  const cached = answer.headers["x-cache"] ?? "";
  const credentials = ["authorization", "cookie", "x-api-key"].filter(
    (name) => headerOf(answer.request, name) !== undefined,
  );
  const shared = findingOf("api-gateway-origin-shared-cache", trace);
  const isShared = /^(Hit|RefreshHit) from cloudfront/i.test(cached) && credentials.length > 0;
  return [
    ...(isShared && shared !== undefined
      ? [ofFinding(shared, [`x-cache: ${cached}`, `the request has ${credentials.join(" and ")}`])]
      : []),
    ...trace.missed.map((finding) =>
      ofFinding(finding, [`status ${answer.status}`, `${trace.behavior} takes the path`]),
    ),
  ];
}

/** Who wrote an answer that no signature knows. */
function writerOf({ headers }: Answer): Layer {
  if (/^(Hit|RefreshHit) from cloudfront/i.test(headers["x-cache"] ?? "")) {
    return "the viewer's CloudFront edge";
  }
  if (headers.server === "AmazonS3") {
    return "S3";
  }
  return "apigw-requestid" in headers || "x-amz-apigw-id" in headers ? "API Gateway" : "the origin";
}
