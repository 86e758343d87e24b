import { isKnown } from "../../policy-pack/program/maybe";
import { readDistribution } from "../../policy-pack/cloudfront/readers/distribution";
import { targetOf } from "../../policy-pack/cloudfront/target";
import { Declared, operate } from "./declared";
import { judge, Judged } from "./judged";

/** Compares the findings for a program of which something is unknown with those for the known program. */
export class Comparison {
  /** The labels of the ordered behaviors, by their place. */
  private readonly ordered: readonly string[];
  /** The labels of each behavior's origins. */
  private readonly origins: ReadonlyMap<string, readonly string[]>;

  /** The findings after the program has run, with everything known. */
  private readonly known: readonly Judged[];

  constructor(program: Declared) {
    this.known = judge(program, { title: "an up" }).filter(({ isFromInputs }) => isFromInputs === undefined);
    const { declared, outputs } = operate(program, () => false).at(-1)!;
    const distribution = readDistribution(declared.type, outputs)!;
    const behaviors = isKnown(distribution.behaviors) ? distribution.behaviors : [];
    this.ordered = behaviors.slice(0, -1).map(({ label }) => label);
    this.origins = new Map(
      behaviors.map((behavior) => {
        const target = targetOf(behavior, distribution);
        const targets = isKnown(target) ? target.origins : [];
        return [
          behavior.label,
          targets.map((one) => (isKnown(one) && isKnown(one?.id) ? `origin "${String(one?.id)}"` : "")),
        ];
      }),
    );
  }

  /** Violations where the known program has none. */
  added(found: readonly Judged[]): readonly Judged[] {
    const isClean = (violation: Judged): boolean =>
      !this.known.some(
        (one) =>
          one.kind !== "weakness" && one.rule === violation.rule && this.isSame(violation.behavior, one.behavior),
      );
    // One of several origins or refusals can decide the unknown program, and another one the known program.
    return violationsOf(found).filter(
      (violation) =>
        isClean(violation) &&
        !this.isRejectedByCloudFront(violation) &&
        !(isMandatory(violation) && this.isRefused(violation, this.known)),
    );
  }

  /** Violations of the known program without a finding. */
  hidden(found: readonly Judged[]): readonly Judged[] {
    return violationsOf(this.known).filter((violation) => {
      const isReported = found.some(
        (one) =>
          one.rule === violation.rule && one.kind !== "weakness" && this.isSame(one.behavior, violation.behavior),
      );
      const isElsewhere = isLate(violation) || isPattern(violation, found) || this.isRefused(violation, found);
      return !isReported && !isElsewhere && !this.isRejectedByCloudFront(violation);
    });
  }

  /** Whether CloudFront rejects an origin, for example an API with settings for S3. */
  private isRejectedByCloudFront({ behavior }: Judged): boolean {
    const own = this.originsOf(behavior);
    return violationsOf(this.known).some((one) => one.rule.name === "origin-domain-name" && own.includes(one.behavior));
  }

  /** The labels of the origins that a finding is about: those of its behavior, or all of them. */
  private originsOf(behavior: string): readonly string[] {
    const own = [...this.origins].filter(([label]) => this.isSame(behavior, label));
    return (own.length === 0 ? [...this.origins] : own).flatMap(([, origins]) => origins);
  }

  /** Whether a mandatory rule rejects the behavior of a finding, or one of its origins. */
  private isRefused({ behavior }: Judged, findings: readonly Judged[]): boolean {
    const own = this.originsOf(behavior);
    return violationsOf(findings)
      .filter(isMandatory)
      .some(
        (one) =>
          this.isSame(behavior, one.behavior) || this.isSame(one.behavior, behavior) || own.includes(one.behavior),
      );
  }

  /** Whether the label of a behavior, of which something can be unknown, stands for the label in the known program. */
  private isSame(label: string, known: string): boolean {
    const place = /^cache behavior number (\d+)$/.exec(label)?.[1];
    switch (label) {
      case known:
      case "cache behaviors":
        return true;
      case "ordered cache behaviors":
        return this.ordered.includes(known);
      case "an origin":
        return known.startsWith("origin ");
      case "custom error responses":
      case "custom error response unknown":
        return known.startsWith("custom error response");
      default:
        return place !== undefined && this.ordered[Number(place) - 1] === known;
    }
  }
}

function violationsOf(findings: readonly Judged[]): readonly Judged[] {
  return findings.filter(({ kind }) => kind === "violation");
}

function isMandatory({ rule }: Judged): boolean {
  return rule.level === "mandatory";
}

/**
 * Rules about what CloudFront rejects anyway have no finding for an unknown value: almost every hostname, certificate and
 * web ACL is unknown in the first preview of a correct program.
 */
function isLate({ rule }: Judged): boolean {
  return ["origin-domain-name", "rejected-by-cloudfront"].includes(rule.name);
}

/** One finding for an unknown pattern stands for all patterns that it can shadow. */
function isPattern({ rule }: Judged, found: readonly Judged[]): boolean {
  return (
    rule.name === "behavior-path-shadowed" && found.some((one) => one.rule === rule && one.kind === "undetermined")
  );
}
