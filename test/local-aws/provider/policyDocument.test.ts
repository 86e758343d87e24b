import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { callFunction } from "../../../local-aws/provider/functions";

const token = "aws:iam/getPolicyDocument:getPolicyDocument";

function json(args: JsonObject): string {
  return callFunction(token, args, { account: new Account(), region: "eu-west-1" }).json as string;
}

function document(args: JsonObject): unknown {
  return JSON.parse(json(args));
}

const everything = { Version: "2012-10-17" };

// The cases of the examples in https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
describe("getPolicyDocument of the local provider", () => {
  it("renders one value as a string and more as a list, and policy variables with $", () => {
    assert.deepEqual(
      document({
        statements: [
          { sid: "1", actions: ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], resources: ["arn:aws:s3:::*"] },
          {
            actions: ["s3:ListBucket"],
            resources: ["arn:aws:s3:::files"],
            conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["", "home/&{aws:username}/"] }],
          },
          { effect: "Deny", notActions: ["s3:*"], notResources: ["arn:aws:s3:::files/home/&{aws:username}"] },
        ],
      }),
      {
        ...everything,
        Statement: [
          {
            Sid: "1",
            Effect: "Allow",
            Action: ["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
            Resource: "arn:aws:s3:::*",
          },
          {
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: "arn:aws:s3:::files",
            Condition: { StringLike: { "s3:prefix": ["", "home/${aws:username}/"] } },
          },
          { Effect: "Deny", NotAction: "s3:*", NotResource: "arn:aws:s3:::files/home/${aws:username}" },
        ],
      },
    );
  });

  it("renders conditions with the same test in one object, and values of the same variable in one list", () => {
    const test = "ForAnyValue:StringEquals";
    const conditions = [
      { test, variable: "kms:EncryptionContext:service", values: ["pi"] },
      { test, variable: "aws:TagKeys", values: ["a"] },
      { test, variable: "aws:TagKeys", values: ["b"] },
    ];
    assert.deepEqual(document({ statements: [{ actions: ["kms:Decrypt"], resources: ["*"], conditions }] }), {
      ...everything,
      Statement: [
        {
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { [test]: { "kms:EncryptionContext:service": "pi", "aws:TagKeys": ["a", "b"] } },
        },
      ],
    });
  });

  it("renders principals by type, and everyone as * only for the type *", () => {
    const principals = (...blocks: JsonObject[]): unknown => {
      const {
        Statement: [{ Principal } = { Principal: undefined }],
      } = document({
        statements: [{ actions: ["sts:AssumeRole"], principals: blocks }],
      }) as { Statement: { Principal: unknown }[] };
      return Principal;
    };
    assert.deepEqual(
      principals(
        { type: "Service", identifiers: ["firehose.amazonaws.com"] },
        { type: "Federated", identifiers: ["a", "b"] },
      ),
      { Service: "firehose.amazonaws.com", Federated: ["a", "b"] },
    );
    assert.equal(principals({ type: "*", identifiers: ["*"] }), "*");
    assert.deepEqual(principals({ type: "AWS", identifiers: ["*"] }), { AWS: "*" });
  });

  const ec2 = { actions: ["ec2:*"], resources: ["*"] };
  const s3 = (resource: string) => ({ sid: "SidToOverride", actions: ["s3:*"], resources: [resource] });
  const rendered = (resource: string) => ({
    Sid: "SidToOverride",
    Effect: "Allow",
    Action: "s3:*",
    Resource: resource,
  });

  it("replaces statements of source documents by its own with the same Sid", () => {
    const source = json({ statements: [ec2, s3("*")] });
    assert.deepEqual(document({ sourcePolicyDocuments: [source], statements: [s3("arn:aws:s3:::files")] }), {
      ...everything,
      Statement: [{ Effect: "Allow", Action: "ec2:*", Resource: "*" }, rendered("arn:aws:s3:::files")],
    });
  });

  it("replaces its statements by those of override documents with the same Sid, and adds the others", () => {
    const override = json({ policyId: "own", statements: [s3("*"), { ...s3("b"), sid: "Other" }] });
    assert.deepEqual(document({ statements: [s3("a")], overridePolicyDocuments: [override] }), {
      ...everything,
      Id: "own",
      Statement: [rendered("*"), { ...rendered("b"), Sid: "Other" }],
    });
  });

  it("merges sources and overrides without own statements, and accepts one statement without a list", () => {
    const source = JSON.stringify({ Statement: { Sid: "A", Effect: "Deny", Action: "s3:*", Resource: "*" } });
    const override = JSON.stringify({ Statement: [{ Sid: "A", Effect: "Allow", Action: "s3:*", Resource: "*" }] });
    assert.deepEqual(document({ sourcePolicyDocuments: [source], overridePolicyDocuments: [override] }), {
      ...everything,
      Statement: [{ Sid: "A", Effect: "Allow", Action: "s3:*", Resource: "*" }],
    });
    assert.deepEqual(document({}), everything);
  });

  it("rejects two source statements with one Sid, and a document that is not JSON", () => {
    const source = json({ statements: [s3("*")] });
    assert.throws(() => json({ sourcePolicyDocuments: [source, source] }), /duplicate Sid \(SidToOverride\)/);
    assert.throws(() => json({ sourcePolicyDocuments: ["{"] }), /not valid JSON: .+ Received: {/);
  });
});
