import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { AwsError } from "../../../local-aws/provider/awsError";
import { Resources } from "../../../local-aws/provider/resources";
import { put } from "../../support/account";
import { behaviorTo, propertiesFor, typeOf } from "../../support/shapes";

interface Validation {
  readonly domainName: string;
  readonly resourceRecordName: string;
  readonly resourceRecordValue: string;
}

function requested(inputs: JsonObject) {
  const account = new Account();
  put(account, "aws:route53/zone:Zone", { name: "example.com" }, { id: "Z1" });
  const resources = new Resources(account, () => "us-east-1", "nested");
  const { id: arn, outputs } = resources.create("aws:acm/certificate:Certificate", inputs);
  const validations = outputs.domainValidationOptions as unknown as Validation[];
  return {
    arn,
    validations,
    record: ({ resourceRecordName: name, resourceRecordValue: value }: Validation) =>
      resources.create("aws:route53/record:Record", { zoneId: "Z1", name, type: "CNAME", records: [value] }),
    validate: () => resources.create("aws:acm/certificateValidation:CertificateValidation", { certificateArn: arn }),
    attach: () =>
      resources.create(
        typeOf.aws,
        propertiesFor("aws", {
          aliases: [],
          origins: [
            {
              originId: "o",
              domainName: "origin.example.com",
              customOriginConfig: { originProtocolPolicy: "https-only" },
            },
          ],
          defaultCacheBehavior: behaviorTo("o"),
          viewerCertificate: { acmCertificateArn: arn },
        }),
      ),
    status: () => resources.read("aws:acm/certificate:Certificate", arn)?.outputs.status,
  };
}

describe("A certificate in the local ACM", () => {
  it("has one validation record for a name and its wildcard", () => {
    const { validations } = requested({
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "www.example.com"],
    });
    assert.deepEqual(
      validations.map(({ domainName }) => domainName),
      ["example.com", "*.example.com", "www.example.com"],
    );
    const [apex, wildcard, www] = validations.map(({ resourceRecordName }) => resourceRecordName);
    assert.match(apex ?? "", /^_[0-9a-f]{32}\.example\.com\.$/);
    assert.equal(wildcard, apex);
    assert.notEqual(www, apex);
  });

  it("is pending, and a distribution rejects it, until each validation record exists", () => {
    const { validations, record, validate, attach, status } = requested({
      domainName: "a.example.com",
      subjectAlternativeNames: ["b.example.com"],
    });
    const [first, second] = validations;
    assert.ok(first && second);
    record(first);
    assert.equal(status(), "PENDING_VALIDATION");
    assert.throws(attach, /InvalidViewerCertificate: The specified SSL certificate doesn't exist/);
    assert.throws(
      validate,
      (error) => error instanceof AwsError && /timeout while waiting.*ISSUED/.test(error.message),
    );
    record(second);
    validate();
    assert.equal(status(), "ISSUED");
    attach();
  });

  it("is not validated by a record with another value", () => {
    const { validations, record, validate } = requested({ domainName: "a.example.com" });
    const [validation] = validations;
    assert.ok(validation);
    record({ ...validation, resourceRecordValue: "_0.acm-validations.aws." });
    assert.throws(validate, /timeout while waiting/);
  });
});
