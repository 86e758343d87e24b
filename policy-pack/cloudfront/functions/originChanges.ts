import type { AnyNode } from "acorn";
import { Names } from "./changes";
import { constantKeys, constantText, hasComputedValue } from "./syntax";

/** What a function's code changes by CloudFront's origin helpers. */
export class OriginChanges {
  computesHost = false;
  private readonly setNames = new Set<string>();
  private readonly selectedIds = new Set<string>();
  private isUnknown = false;
  private selectsAny = false;

  /** The settings of the origin, in lower case. */
  get settings(): Names {
    return this.isUnknown ? "any" : this.setNames;
  }

  /** The IDs of origins. */
  get selected(): Names {
    return this.isUnknown || this.selectsAny ? "any" : this.selectedIds;
  }

  readCall(helper: string, [first, second]: readonly AnyNode[]): void {
    switch (helper) {
      case "updateRequestOrigin":
        this.readSettings(first);
        break;
      case "selectRequestOriginById":
        this.readId(first);
        if (second !== undefined) {
          this.readSettings(second);
        }
        break;
      default:
        this.escape();
    }
  }

  /** A helper is used in a way that cannot be followed. */
  escape(): void {
    this.isUnknown = true;
  }

  private readId(node: AnyNode | undefined): void {
    const id = node === undefined ? undefined : constantText(node);
    if (id === undefined) {
      this.selectsAny = true;
    } else {
      this.selectedIds.add(id);
    }
  }

  private readSettings(node: AnyNode | undefined): void {
    const keys = node === undefined ? undefined : constantKeys(node);
    if (keys === undefined) {
      this.escape();
    } else {
      keys.forEach((key) => this.setNames.add(key.toLowerCase()));
    }
    this.computesHost ||= node !== undefined && hasComputedValue(node, "hostHeader");
  }
}
