import fc from "fast-check";
import { BinaryReader } from "google-protobuf";
import { JavaScriptValue, ListValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { StructOnRead } from "../../../policy-pack/adapter/structOnRead";

function onRead(struct: Struct): StructOnRead {
  return StructOnRead.deserializeBinaryFromReader(new StructOnRead(), new BinaryReader(struct.serializeBinary()));
}

/** Properties with every kind of value that the engine sends. */
const properties = fc.dictionary(
  fc.string(),
  fc.letrec<{ value: JavaScriptValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true }),
      fc.string({ unit: "grapheme" }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
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
