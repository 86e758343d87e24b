// The bundle uses this class for a resource's properties in the engine's messages. Properties make up most of each request,
// and most resources are never inspected.
import { BinaryReader, Map as FieldsMap } from "google-protobuf";
import { JavaScriptValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";

/** A struct that stays encoded until its contents are read. */
export class StructOnRead extends Struct {
  private undecoded: Uint8Array | undefined;

  static override deserializeBinaryFromReader(message: StructOnRead, reader: BinaryReader): StructOnRead {
    const start = reader.getCursor();
    while (reader.nextField()) {
      reader.skipField();
    }
    message.undecoded = reader.getBuffer().subarray(start, reader.getCursor());
    return message;
  }

  /** Decodes to plain values directly, without the message that the SDK creates for each value. */
  override toJavaScript(): Fields {
    if (this.undecoded === undefined) {
      return super.toJavaScript();
    }
    const fields: Fields = {};
    readStruct(fields, new BinaryReader(this.undecoded));
    return fields;
  }

  /** All other readers of a struct use its map of fields. */
  override getFieldsMap(): FieldsMap<string, Value> {
    const bytes = this.undecoded;
    if (bytes !== undefined) {
      this.undecoded = undefined;
      Struct.deserializeBinaryFromReader(this, new BinaryReader(bytes));
    }
    return super.getFieldsMap();
  }
}

type Fields = Record<string, JavaScriptValue>;

interface Slot {
  value?: JavaScriptValue;
}

// https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/struct.proto

function readStruct(fields: Fields, reader: BinaryReader): void {
  while (reader.nextField()) {
    reader.readMessage(fields, readEntry);
  }
}

function readEntry(fields: Fields, reader: BinaryReader): void {
  let key = "";
  const slot: Slot = {};
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) {
      key = reader.readString();
    } else {
      reader.readMessage(slot, readValue);
    }
  }
  if (key === "__proto__") {
    // An assignment would set the prototype, and the settings that it inherits would hide those of the program.
    Object.defineProperty(fields, key, { value: filled(slot), enumerable: true, configurable: true, writable: true });
  } else {
    fields[key] = filled(slot);
  }
}

function readList(list: JavaScriptValue[], reader: BinaryReader): void {
  while (reader.nextField()) {
    const slot: Slot = {};
    reader.readMessage(slot, readValue);
    list.push(filled(slot));
  }
}

function readValue(slot: Slot, reader: BinaryReader): void {
  while (reader.nextField()) {
    switch (reader.getFieldNumber()) {
      case 1:
        reader.skipField();
        slot.value = null;
        break;
      case 2:
        slot.value = reader.readDouble();
        break;
      case 3:
        slot.value = reader.readString();
        break;
      case 4:
        slot.value = reader.readBool();
        break;
      case 5:
        reader.readMessage((slot.value = {}), readStruct);
        break;
      case 6:
        reader.readMessage((slot.value = []), readList);
        break;
      default:
        reader.skipField();
    }
  }
}

function filled({ value }: Slot): JavaScriptValue {
  if (value === undefined) {
    throw new Error("A property has a value of an unknown kind");
  }
  return value;
}
