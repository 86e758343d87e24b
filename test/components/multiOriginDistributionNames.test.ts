import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { Domain, MultiOriginDistribution } from "../../components/index";
import { deployFront, named, siteFirst } from "../support/front";
import { MockResource, zoneId } from "../support/mocks";

const names = { name: "www.example.com", otherNames: ["example.com", "*.example.com", "www.example.org"] };

function deploy(domain: Domain): Promise<MockResource[]> {
  return deployFront({ ...siteFirst, domain });
}

function namesOfType(list: readonly MockResource[], type: string): string[] {
  return list
    .filter((resource) => resource.type === type)
    .map(({ name }) => name)
    .sort();
}

describe("The hostnames of MultiOriginDistribution", () => {
  it("share one certificate, and have three records each", async () => {
    const list = await deploy({ ...names, hostedZoneId: zoneId });
    assert.deepEqual(named(list, "front-certificate"), {
      domainName: "www.example.com",
      subjectAlternativeNames: names.otherNames,
      validationMethod: "DNS",
      region: "us-east-1",
    });
    assert.deepEqual(named(list, "front-distribution").aliases, ["www.example.com", ...names.otherNames]);
    const aliases = namesOfType(list, "aws:route53/record:Record").filter((name) => name.startsWith("front-alias"));
    assert.deepEqual(
      aliases,
      ["alias", "alias-example.com", "alias-*.example.com", "alias-www.example.org"]
        .flatMap((name) => ["a", "aaaa", "https"].map((type) => `front-${name}-${type}`))
        .sort(),
    );
    assert.equal(named(list, "front-alias-*.example.com-a").name, "*.example.com");
  });

  it("have one validation record each; a wildcard shares that of its parent name", async () => {
    const list = await deploy({ ...names, hostedZoneId: zoneId });
    const proofs = namesOfType(list, "aws:route53/record:Record").filter((name) => name.includes("-proof"));
    assert.deepEqual(proofs, [
      "front-certificate-proof",
      "front-certificate-proof-example.com",
      "front-certificate-proof-www.example.org",
    ]);
  });

  it("have the validation records that ACM requires", async () => {
    const records = new Map<string, Record<string, unknown>>();
    const option = (domainName: string) => ({
      domainName,
      resourceRecordName: `_proof.${domainName.replace("*.", "")}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: "_value.acm-validations.aws.",
    });
    await pulumi.runtime.setMocks({
      newResource: ({ type, name, inputs: given }) => {
        const inputs = given as Record<string, unknown>;
        records.set(name, inputs);
        const all = [names.name, ...names.otherNames].reverse();
        const isCertificate = type === "aws:acm/certificate:Certificate";
        return { id: name, state: isCertificate ? { ...inputs, domainValidationOptions: all.map(option) } : inputs };
      },
      call: () => ({}),
    });
    new MultiOriginDistribution("front", { ...siteFirst, domain: { ...names, hostedZoneId: zoneId } });
    await pulumi.runtime.disconnect();
    assert.deepEqual(
      ["", "-example.com", "-www.example.org"].map((suffix) => records.get(`front-certificate-proof${suffix}`)?.name),
      ["_proof.www.example.com.", "_proof.example.com.", "_proof.www.example.org."],
    );
  });

  it("need no other certificate if one is set, and get no records without a hosted zone", async () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const certificate = { arn, names: ["*.example.com"] };
    const list = await deploy({ name: "www.example.com", certificate });
    assert.deepEqual(
      list.map(({ name }) => name),
      ["front-distribution"],
    );
    assert.deepEqual(named(list, "front-distribution").viewerCertificate, {
      acmCertificateArn: arn,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    });
    const pointed = await deploy({ name: "www.example.com", certificate, hostedZoneId: zoneId });
    assert.deepEqual(namesOfType(pointed, "aws:route53/record:Record"), [
      "front-alias-a",
      "front-alias-aaaa",
      "front-alias-https",
    ]);
  });
});
