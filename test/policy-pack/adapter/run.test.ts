import { PolicyResource } from "@pulumi/policy";
import assert from "node:assert/strict";
import { Run } from "../../../policy-pack/adapter/run";
import { Properties } from "../../../policy-pack/program/readValue";
import { Resource } from "../../../policy-pack/program/resource";
import { hasUnknown, isKnown, Unknown } from "../../../policy-pack/program/maybe";

/** Properties as the SDK passes them: reading an unknown one throws. */
function withUnknown(props: object, ...unknown: string[]): object {
  const created = { ...props };
  for (const key of unknown) {
    Object.defineProperty(created, key, {
      enumerable: true,
      get: () => {
        throw new Error(`${key} is unknown during preview`);
      },
    });
  }
  return created;
}

function resource(type: string, name: string, props: object, propertyDependencies: object = {}): PolicyResource {
  const urn = `urn:pulumi:s::p::${type}::${name}`;
  return { type, urn, name, props, propertyDependencies, dependencies: [] } as unknown as PolicyResource;
}

function known(joined: Resource | undefined): Properties {
  assert.ok(joined !== undefined && isKnown(joined.props));
  return joined.props;
}

const distributionType = "aws:cloudfront/distribution:Distribution";

describe("Run.join", () => {
  it("restores a property from the inputs if the preview lost it, or has it as one unknown value", () => {
    for (const outputs of [{}, withUnknown({}, "origins")]) {
      const run = new Run();
      const lost = resource(distributionType, "d", outputs);
      run.rememberInputs(lost.urn, { origins: [{ originId: "api", domainName: "a.example.com" }] });
      const [joined] = run.join([lost]);
      assert.deepEqual(known(joined).origins, [{ originId: "api", domainName: "a.example.com" }]);
    }
  });

  it("uses a distribution's inputs if the provider leaves a default unknown inside a setting", () => {
    const run = new Run();
    const behavior = { forwardedValues: withUnknown({ queryString: true }, "headers") };
    const open = resource(distributionType, "d", { defaultCacheBehavior: behavior });
    run.rememberInputs(open.urn, { defaultCacheBehavior: { forwardedValues: { queryString: true } } });
    const [joined] = run.join([open]);
    assert.equal(hasUnknown(joined?.props), false);
  });

  it("makes a resource that the engine passes without properties unknown", () => {
    const [skipped] = new Run().join([resource("aws:apigatewayv2/api:Api", "api", {})]);
    assert.ok(skipped?.props instanceof Unknown);
  });

  it("attaches to an unknown value the resources that the property depends on", () => {
    const api = resource("aws:apigatewayv2/api:Api", "api", {});
    const dependent = resource(distributionType, "d", withUnknown({}, "origins"), { origins: [api] });
    const joined = new Run().join([api, dependent]);
    const { origins } = known(joined[1]);
    assert.ok(origins instanceof Unknown);
    assert.deepEqual(
      origins.candidates.map(({ urn }) => urn),
      [api.urn],
    );
  });
});
