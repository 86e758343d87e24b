import XMLBuilder from "fast-xml-builder";
import { printable } from "../../policy-pack/program/printable";
import { FailOn, failsAudit } from "../audit";
import { FixableFinding, FixableVerdict } from "../fixes";
import { PolicyPackConfig } from "../policyPackConfig";
import { headingOf } from "../verdicts";
import { AuditedState } from "./auditedState";

interface TestCase {
  readonly "@name": string;
  readonly "@classname": string;
  readonly "@file": string;
  readonly failure?: { readonly "@message": string; readonly "@type": string; readonly "#text": string };
  readonly "system-out"?: string;
}

/**
 * One test case for each behavior, so that a report that compares runs shows it as fixed or broken. A finding that fails the
 * audit is a failure; the others are output.
 */
export function junitOf(states: readonly AuditedState[], failOn: FailOn, config: PolicyPackConfig): string {
  const suites = states.flatMap(({ location, verdicts }) =>
    [...new Set(verdicts.map(({ urn }) => urn))].map((urn) => {
      const cases = verdicts
        .filter((verdict) => verdict.urn === urn)
        .map((verdict) => testCase(verdict, location, failOn, config));
      return {
        "@name": urn,
        "@tests": cases.length,
        "@failures": cases.filter(({ failure }) => failure !== undefined).length,
        testcase: cases,
      };
    }),
  );
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    format: true,
    suppressEmptyNode: true,
  });
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: { "@name": "audit", testsuite: suites },
  });
}

function testCase(verdict: FixableVerdict, location: string, failOn: FailOn, config: PolicyPackConfig): TestCase {
  const { distribution, behavior, findings } = verdict;
  const fails = (finding: FixableFinding): boolean => failsAudit([{ ...verdict, findings: [finding] }], failOn, config);
  const failing = findings.filter(fails);
  const others = findings.filter((finding) => !fails(finding));
  return {
    "@name": printable(behavior),
    "@classname": printable(distribution),
    "@file": location,
    ...(failing.length === 0
      ? {}
      : {
          failure: {
            "@message": failing.map(headingOf).join("; "),
            "@type": failing.map(({ rule }) => rule).join(" "),
            "#text": failing.map(({ message }) => message).join("\n"),
          },
        }),
    ...(others.length === 0 ? {} : { "system-out": others.map(described).join("\n") }),
  };
}

function described(finding: FixableFinding): string {
  const { exemption, message } = finding;
  const exempted =
    exemption === undefined ? "" : `exempted by ${printable(exemption.id)} (${printable(exemption.reason)}): `;
  return `${exempted}${headingOf(finding)}: ${message}`;
}
