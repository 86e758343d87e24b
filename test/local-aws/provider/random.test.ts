import assert from "node:assert/strict";
import { Account, JsonObject } from "../../../local-aws/aws/account";
import { AwsError } from "../../../local-aws/provider/awsError";
import { Resources } from "../../../local-aws/provider/resources";

const type = "random:index/randomPassword:RandomPassword";
const account = new Account();
const resources = new Resources(account, () => "us-east-1", "nested");

const password = (inputs: JsonObject): string => resources.create(type, inputs).outputs.result as string;
const count = (text: string, characters: RegExp): number =>
  Array.from(text).filter((one) => characters.test(one)).length;

describe("A random password of the local provider", () => {
  it("has the requested length and is different each time", () => {
    const passwords = Array.from({ length: 20 }, () => password({ length: 48 }));
    assert.deepEqual([...new Set(passwords.map(({ length }) => length))], [48]);
    assert.equal(new Set(passwords).size, 20);
  });

  it("has no special characters if they are off", () => {
    assert.match(password({ length: 500, special: false }), /^[A-Za-z0-9]{500}$/);
    assert.match(password({ length: 500, special: false, upper: false, numeric: false }), /^[a-z]{500}$/);
  });

  it("has special characters of the list if one is set", () => {
    const result = password({ length: 500, overrideSpecial: "-" });
    assert.match(result, /^[A-Za-z0-9-]{500}$/);
    assert.match(result, /-/);
  });

  it("has the minimum number of each kind", () => {
    const result = password({ length: 4, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1 });
    assert.deepEqual(
      [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].map((kind) => count(result, kind)),
      [1, 1, 1, 1],
    );
  });

  it("is rejected if its length is less than the sum of its minimums", () => {
    assert.throws(() => password({ length: 3, minLower: 2, minUpper: 2 }), AwsError);
  });

  it("is replaced when a keeper, its length or a flag changes", () => {
    for (const changed of ["keepers", "length", "special"]) {
      assert.deepEqual(resources.diff(type, { [changed]: 1 }, { [changed]: 2 }).replaced, [changed]);
    }
  });

  it("has the ID and a hash like those of the real provider, and is not in the account", () => {
    const { id, outputs } = resources.create(type, { length: 48 });
    assert.equal(id, "none");
    assert.match(outputs.bcryptHash as string, /^\$2a\$10\$.{53}$/);
    assert.deepEqual(account.all(), []);
    const known = { inputs: { length: 48 }, outputs };
    assert.deepEqual(resources.read(type, id, known)?.outputs, outputs, "a refresh changes nothing");
  });

  it("is unknown in a preview", () => {
    const promised = resources.preview(type, { length: 48 }, undefined);
    assert.equal(promised.length, 48);
    assert.match(promised.result as string, /^04da6b54/);
  });
});

describe("The other random types of the local provider", () => {
  const outputs = (name: string, inputs: JsonObject): Record<string, string> => {
    const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return resources.create(`random:index/${file}:${name}`, inputs).outputs as Record<string, string>;
  };

  it("have values in the form of the real provider, and are not in the account", () => {
    const { hex, b64Url, dec, id } = outputs("RandomId", { byteLength: 40, prefix: "a-" });
    assert.match(hex!, /^a-[0-9a-f]{80}$/);
    assert.equal(b64Url, `a-${id}`);
    assert.equal(BigInt(dec!.slice(2)).toString(16).padStart(80, "0"), hex!.slice(2));
    assert.match(outputs("RandomPet", { length: 3, prefix: "my", separator: "_" }).id!, /^my(_[a-z]+){3}$/);
    assert.match(outputs("RandomString", { length: 9, special: false }).result!, /^[A-Za-z0-9]{9}$/);
    assert.match(outputs("RandomUuid", {}).result!, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const numbers = Array.from({ length: 40 }, () => outputs("RandomInteger", { min: -1, max: 1 }).result).map(Number);
    assert.deepEqual([...new Set(numbers)].sort(), [-1, 0, 1]);
    const { results } = outputs("RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 2 });
    assert.equal(new Set(results).size, 2);
    assert.equal(Buffer.from(outputs("RandomBytes", { length: 5 }).hex!, "hex").length, 5);
    assert.deepEqual(account.all(), []);
  });
});
