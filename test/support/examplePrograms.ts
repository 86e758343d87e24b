import { examples } from "../../scripts/ruleExamples";
import { Program, Reference } from "../../scripts/ruleExamples/program";
import { mapReferences } from "./ruleExamples";

/** What each resource outputs besides its inputs. */
export const outputs = {
  apiEndpoint: "https://hostname.example.com",
  invokeUrl: "https://hostname.example.com/prod",
  functionUrl: "https://hostname.example.com/",
  invokeArn: "invoke-arn",
  rootResourceId: "root",
  arn: "arn",
  name: "name",
  bucketRegionalDomainName: "bucket.s3.eu-west-1.amazonaws.com",
};
export type Inputs = Record<string, unknown>;

/** The examples of rules, by the rule's name and `before` or `after`. */
export const programs = new Map<string, Program>(
  Object.entries(examples).flatMap(([rule, { before, after }]) => [
    [`${rule} before`, before] as const,
    [`${rule} after`, after] as const,
  ]),
);

/** The inputs that a program's resources must get. */
export function expectedInputs(program: Program): Record<string, Inputs> {
  const inputsOf = (name: string) => program.find((resource) => resource.name === name)!.properties;
  const resolve = ({ resource, property, form }: Reference): string => {
    const known = { ...outputs, ...inputsOf(resource), id: `${resource}-id` } as Record<string, string>;
    const output = known[property]!;
    return form === "value" ? output : new URL(output).hostname;
  };
  return Object.fromEntries(
    program.map(({ name, properties }) => [name, mapReferences(properties, resolve) as Inputs]),
  );
}
