import fc from "fast-check";
import { BinaryReader } from "google-protobuf";
import { JavaScriptValue, ListValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { StructOnRead } from "../../../policy-pack/adapter/structOnRead";

function onRead(struct: Struct): StructOnRead {
  return StructOnRead.deserializeBinaryFromReader(new StructOnRead(), new BinaryReader(struct.serializeBinary()));
}

/** What the engine's properties are made of. */
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

describe("a struct that is read where it is asked for", () => {
  it("has the values that it would have, of any kind and depth", () => {
    fc.assert(
      fc.property(properties, (made) => {
        const struct = Struct.fromJavaScript(made);
        assert.deepEqual(onRead(struct).toJavaScript(), struct.toJavaScript());
      }),
    );
  });

  it("gives each reader values of its own", () => {
    const struct = onRead(Struct.fromJavaScript({ origins: [{ name: "api" }] }));
    struct.toJavaScript().origins = "changed";
    assert.deepEqual(struct.toJavaScript(), { origins: [{ name: "api" }] });
  });

  it("is sent on as it came, read or not", () => {
    const struct = Struct.fromJavaScript({ tags: { stage: "dev" }, size: 3 });
    const read = onRead(struct);
    read.toJavaScript();
    for (const message of [onRead(struct), read]) {
      assert.deepEqual(message.serializeBinary(), struct.serializeBinary());
      assert.deepEqual(message.toObject(), struct.toObject());
    }
  });

  it("can be written into once its fields are asked for", () => {
    const struct = onRead(Struct.fromJavaScript({ size: 3 }));
    struct.getFieldsMap().set("name", new Value().setStringValue("front"));
    assert.deepEqual(struct.toJavaScript(), { size: 3, name: "front" });
  });

  it("refuses a value of no kind, as the SDK's own reading does", () => {
    const empty = new Struct();
    const list = new ListValue();
    list.addValues(new Value());
    empty.getFieldsMap().set("list", new Value().setListValue(list));
    assert.throws(() => empty.toJavaScript());
    assert.throws(() => onRead(empty).toJavaScript());
  });
});
