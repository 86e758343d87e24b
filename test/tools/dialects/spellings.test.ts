import assert from "node:assert/strict";
import { awsSpelling, cloudFormationSpelling, terraformSpelling } from "../../../tools/dialects/spellings";

describe("The names of a dialect", () => {
  it("replace those of Pulumi outside of quoted values", () => {
    const message = 'Set originPath: "/originPath" and forwardedValues.headers. origin "originPath" has minTtl 0.';
    assert.equal(
      terraformSpelling(message),
      'Set origin_path = "/originPath" and forwarded_values.headers. origin "originPath" has min_ttl 0.',
    );
    assert.equal(
      cloudFormationSpelling(message),
      'Set OriginPath: "/originPath" and ForwardedValues.headers. origin "originPath" has MinTTL 0.',
    );
  });

  it("have the blocks of Terraform", () => {
    assert.equal(
      terraformSpelling("Set customErrorResponses: [{ errorCode: 404, errorCachingMinTtl: 0 }], and likewise 500."),
      "Set custom_error_response { error_code = 404, error_caching_min_ttl = 0 }, and likewise 500.",
    );
  });

  it("differ between CloudFormation and the CloudFront API", () => {
    assert.equal(cloudFormationSpelling("Set originSslProtocols."), "Set OriginSSLProtocols.");
    assert.equal(awsSpelling("Set originSslProtocols."), "Set OriginSslProtocols.");
  });

  it("keep other words", () => {
    const message = "requests loop back to this distribution: 403. See https://docs.aws.amazon.com/originPath.html";
    assert.equal(awsSpelling(message).slice(0, 50), message.slice(0, 50));
  });
});
