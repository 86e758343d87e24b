import fc from "fast-check";
import { BinaryReader } from "google-protobuf";
import { JavaScriptValue, ListValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { StructOnRead } from "../../../policy-pack/adapter/structOnRead";

function onRead(struct: Struct): StructOnRead {
  return StructOnRead.deserializeBinaryFromReader(new StructOnRead(), new BinaryReader(struct.serializeBinary()));
}

/** Properties with every kind of value that the engine sends. */
const key = fc.string().filter((name) => name !== "__proto__");
const properties = fc.dictionary(
  key,
  fc.letrec<{ value: JavaScriptValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true }),
      fc.string({ unit: "grapheme" }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4 }),
    ),
  })).value,
);

describe("StructOnRead", () => {
  it("has the same values as Struct, of any kind and depth", () => {
    fc.assert(
      fc.property(properties, (value) => {
        const struct = Struct.fromJavaScript(value);
        assert.deepEqual(onRead(struct).toJavaScript(), struct.toJavaScript());
      }),
    );
  });

  it("keeps the prototype of an object that has a key __proto__", () => {
    // A struct of the library drops such a key, so the encoded one is changed.
    const struct = Struct.fromJavaScript({ __proxy__: { originRequestPolicyId: "good" }, cachePolicyId: "c" });
    const encoded = Buffer.from(struct.serializeBinary()).toString("latin1").replace("__proxy__", "__proto__");
    const bytes = Uint8Array.from(Buffer.from(encoded, "latin1"));
    const read = StructOnRead.deserializeBinaryFromReader(new StructOnRead(), new BinaryReader(bytes)).toJavaScript();
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.deepEqual(Object.keys(read), ["__proto__", "cachePolicyId"]);
    assert.equal(read.originRequestPolicyId, undefined);
  });

  it("gives each reader its own values", () => {
    const struct = onRead(Struct.fromJavaScript({ origins: [{ name: "api" }] }));
    struct.toJavaScript().origins = "changed";
    assert.deepEqual(struct.toJavaScript(), { origins: [{ name: "api" }] });
  });

  it("serializes to the received bytes, whether it was read or not", () => {
    const struct = Struct.fromJavaScript({ tags: { stage: "dev" }, size: 3 });
    const read = onRead(struct);
    read.toJavaScript();
    for (const message of [onRead(struct), read]) {
      assert.deepEqual(message.serializeBinary(), struct.serializeBinary());
      assert.deepEqual(message.toObject(), struct.toObject());
    }
  });

  it("can be changed after its fields are read", () => {
    const struct = onRead(Struct.fromJavaScript({ size: 3 }));
    struct.getFieldsMap().set("name", new Value().setStringValue("front"));
    assert.deepEqual(struct.toJavaScript(), { size: 3, name: "front" });
  });

  it("throws for a value of no kind, as the SDK does", () => {
    const empty = new Struct();
    const list = new ListValue();
    list.addValues(new Value());
    empty.getFieldsMap().set("list", new Value().setListValue(list));
    assert.throws(() => empty.toJavaScript());
    assert.throws(() => onRead(empty).toJavaScript());
  });
});
