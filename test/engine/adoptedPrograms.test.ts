import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import fc from "fast-check";
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Account } from "../../local-aws/aws/account";
import { Session } from "../../local-aws/engine/session";
import { Adoption, adoptionOf } from "../../tools/adopt/adoption";
import { programOf } from "../../tools/adopt/program";
import { verdictsOf } from "../../tools/verdicts";
import { headerConfig, inSharedStack, listedChanges, runPrinted, withoutImport } from "../support/adoptedPrograms";
import { changedSettings } from "../support/changedSettings";
import { Declared } from "../support/declared";
import { combined } from "../support/declaredOnEngine";
import { distributionType, folderOfStack, openStackIn } from "../support/engine";
import { createIn, randomExistingDistributions, stateOfAccount } from "../support/existingDistributions";
import { isSweep } from "../support/sampleSize";

const count = isSweep ? 200 : 6;

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies */
const policiesPerAccount = 20;

/** Why `adopt` prints the distribution itself in place of the component. Any other reason fails the test. */
const reasons: readonly RegExp[] = [
  /origin\.domainName: ".*" is not valid; use another hostname: this one is an alias of the distribution/,
  /trustedKeyGroups: the component has no signed URLs and cookies/,
];

/** Random programs that CloudFront accepts and no mandatory rule reports. */
function acceptedPrograms(): readonly Declared[] {
  const seed = isSweep ? Date.now() : 1;
  console.log(`seed ${seed}`);
  const found: Declared[] = [];
  for (let drawn = 0; found.length < count; drawn += 1) {
    const [program] = fc.sample(randomExistingDistributions, { numRuns: 1, seed: seed + drawn });
    if (program !== undefined && isAccepted(program)) {
      found.push(program);
    }
  }
  return found;
}

/** The programs that fit in one account, for each account. A component has at most one policy of a kind for a cache behavior. */
function accountsOf(programs: readonly Declared[]): readonly (readonly Declared[])[] {
  const accounts: Declared[][] = [];
  let policies = Infinity;
  for (const program of programs) {
    const { orderedCacheBehaviors } = program.at(-1)?.inputs ?? {};
    const existing = program.filter(({ type }) => type.endsWith("Policy")).length;
    const own = existing + 1 + (orderedCacheBehaviors as readonly unknown[]).length;
    if (policies + own > policiesPerAccount) {
      accounts.push([]);
      policies = 0;
    }
    accounts.at(-1)?.push(program);
    policies += own;
  }
  return accounts;
}

function isAccepted(program: Declared): boolean {
  const account = new Account();
  return (
    createIn(account, program) === undefined &&
    verdictsOf(stateOfAccount(account)).every(({ findings }) => findings.every(({ level }) => level !== "mandatory"))
  );
}

/** The steps for the stack's distributions, by their name. */
async function stepsOf(stack: Session["stack"], operation: "preview" | "up"): Promise<Map<string, StepEventMetadata>> {
  const steps = new Map<string, StepEventMetadata>();
  const onEvent = ({ resourcePreEvent }: EngineEvent): void => {
    if (resourcePreEvent?.metadata.type === distributionType) {
      const { metadata } = resourcePreEvent;
      steps.set(metadata.urn.replace(/^.*::/, ""), metadata);
    }
  };
  await (operation === "preview" ? stack.preview({ onEvent }) : stack.up({ onEvent }));
  return steps;
}

interface Printed {
  readonly adoption: Adoption;
  readonly program: string;
  /** The name of the distribution in the stack. */
  readonly name: string;
}

function printedFor(account: Account, program: Declared, index: number): Printed {
  const prefix = `p${index}`;
  const adoption = adoptionOf(stateOfAccount(account), program.at(-1)?.name);
  const name = adoption.rejections.length === 0 ? `${prefix}-front-distribution` : `${prefix}-front`;
  return { adoption, program: inSharedStack(programOf(adoption), prefix), name };
}

function configOf(programs: readonly Declared[]): Record<string, string> {
  const values = programs.flatMap((program, index) =>
    Object.entries(headerConfig(program.at(-1)?.inputs ?? {}, `p${index}`)),
  );
  return Object.fromEntries([["aws:region", "us-east-1"], ...values]);
}

/** Creates the distributions, imports them by their printed programs, and compares the next preview with what these list. */
async function adoptAll(programs: readonly Declared[]): Promise<readonly Printed[]> {
  const folder = await folderOfStack("dev");
  const existing = new Account(join(folder, "aws"));
  const renamed = combined(programs);
  assert.equal(createIn(existing, renamed), undefined);
  const distributions = renamed.filter(({ type }) => type === distributionType);
  const printed = distributions.map((distribution, index) => printedFor(existing, [distribution], index));
  let toRun = (program: string): string => program;
  const program = (): Promise<Record<string, unknown>> => {
    for (const one of printed) {
      runPrinted(toRun(one.program));
    }
    return Promise.resolve({});
  };
  const config = configOf(distributions.map((distribution) => [distribution]));
  const session = await openStackIn(folder, { stackName: "dev", config, program, log: console.log });
  try {
    const imported = await stepsOf(session.stack, "up");
    for (const { name, program } of printed) {
      assert.equal(imported.get(name)?.op, "import", program);
    }
    assert.deepEqual(settingsIn(session.account), settingsIn(existing));
    const created = session.account.all().filter(({ type, id }) => existing.get(type, id) === undefined);
    toRun = withoutImport;
    const updated = await stepsOf(session.stack, "preview");
    for (const one of printed) {
      assertListed(one, updated.get(one.name), new Set(created.map(({ id }) => id)));
    }
    return printed;
  } finally {
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function settingsIn(account: Account): readonly object[] {
  return account.list(distributionType).map(({ id, inputs, outputs }) => ({ id, inputs, outputs }));
}

function assertListed(
  { adoption, program }: Printed,
  step: StepEventMetadata | undefined,
  newIds: ReadonlySet<string>,
): void {
  assert.ok(step !== undefined, program);
  if (adoption.rejections.length > 0) {
    assert.equal(step.op, "same", program);
  } else {
    assert.deepEqual(
      changedSettings(step.old?.inputs ?? {}, step.new?.inputs ?? {}, newIds),
      listedChanges(program),
      program,
    );
  }
}

describe("The programs that adopt prints for random distributions", () => {
  it("import them unchanged, and then change the listed settings and no others", async () => {
    const printed: Printed[] = [];
    for (const programs of accountsOf(acceptedPrograms())) {
      printed.push(...(await adoptAll(programs)));
    }
    const rejected = printed.filter(({ adoption }) => adoption.rejections.length > 0);
    console.log(`${rejected.length} of ${printed.length} programs have the distribution itself.`);
    for (const { propertyPath, reason } of rejected.flatMap(({ adoption }) => adoption.rejections)) {
      const problem = `${propertyPath}: ${reason}`;
      assert.ok(
        reasons.some((known) => known.test(problem)),
        problem,
      );
    }
    assert.ok(rejected.length < printed.length / 2);
  }).timeout(isSweep ? 0 : 60_000);
});
