import fc from "fast-check";
import { Properties } from "../../policy-pack/program/readValue";
import { DeclaredResource, Output } from "./declared";

type Draw = fc.GeneratorValue;

/** Chooses values for a random program, and collects its resources. */
export class Choices {
  readonly resources: DeclaredResource[] = [];
  /** Half of the programs are mostly correct. */
  private readonly isCareful: boolean;

  constructor(private readonly draw: Draw) {
    this.isCareful = this.is(5);
  }

  /** @param values the correct one first */
  of<T>(...values: T[]): T {
    return values[this.isCareful && this.number(10) > 0 ? 0 : this.number(values.length)] as T;
  }

  any<T>(...values: T[]): T {
    return values[this.number(values.length)] as T;
  }

  /** From 0 to one below the limit. */
  number(limit: number): number {
    return this.draw(fc.nat, limit - 1);
  }

  /** @param share how often, out of ten */
  is(share: number): boolean {
    return this.number(10) < share;
  }

  /** Some of the values, in order. */
  some<T>(share: number, ...values: T[]): T[] {
    return values.filter(() => this.is(share));
  }

  /** Adds a resource. @returns its name */
  add(type: string, inputs: Properties, computed?: Properties): string {
    const name = `r${this.resources.length}`;
    this.resources.push({ type, name, inputs, ...(computed === undefined ? {} : { computed }) });
    return name;
  }
}

/** A hostname that a program sets or computes. */
export interface Address {
  readonly name: string | Output;
  readonly service: "api-gateway" | "lambda-url" | "s3" | "s3-website" | "other";
  /** The path of the stage. */
  readonly path?: string;
}

export const hostOf = (url: string): string => url.replace(/^\w+:\/\//, "").replace(/\/.*$/s, "");
