import * as pulumi from "@pulumi/pulumi";

/** The value of an input. With mocks every value is known. */
export function value<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(input).apply(resolve);
  });
}
