import * as pulumi from "@pulumi/pulumi";

/** The value of an input that is known, as it is on mocks. */
export function value<T>(input: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(input).apply(resolve);
  });
}
