import { statSync } from "node:fs";
import { extname } from "node:path";
import {
  anyValue,
  Check,
  childPath,
  Checks,
  firstOf,
  input,
  isObject,
  listOf,
  object,
  oneOf,
  optional,
  stringThat,
  valueThat,
  wholeNumber,
} from "../checks";
import { problem, Problem } from "../problems";
import { checkEnvironment } from "./checkEnvironment";
import { architectures, ExistingFunction, FunctionArgs, VpcConfig } from "./functionArgs";

/** What the check of a function depends on. */
export interface FunctionContext {
  /** The longest timeout in seconds. */
  readonly longestTimeout: number;
  /** Whether the function has the variables of `originVerify`. */
  readonly withSecrets: boolean;
}

/** The check of each property of a function's arguments. */
export function functionChecks(args: unknown, context: FunctionContext): Checks<FunctionArgs> {
  return isObject(args) && args.function !== undefined ? ofExisting : ofBundled(context);
}

/** The check of a function that a route invokes. */
export function checkFunction(context: FunctionContext): Check {
  return (value, path) => object<FunctionArgs>(functionChecks(value, context))(value, path);
}

const entryExtensions = [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx"];

const checkEntry = stringThat(
  (path) => entryExtensions.includes(extname(path)) && isFile(path),
  `use the path of an existing file that exports \`handler\` and ends in ${entryExtensions.join(", ")}`,
);

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function ofBundled({ longestTimeout, withSecrets }: FunctionContext): Checks<FunctionArgs> {
  return {
    entry: checkEntry,
    function: anyValue,
    memorySize: optional(wholeNumber({ from: 128, to: 10240 }, "MiB")),
    timeout: optional(wholeNumber({ from: 1, to: longestTimeout }, "seconds")),
    environment: optional(checkEnvironment(withSecrets)),
    policies: optional(policies),
    runtime: optional(runtime),
    architecture: optional(oneOf(architectures)),
    layers: optional(layers),
    vpcConfig: optional(vpcConfig),
    reservedConcurrency: optional(wholeNumber({ from: 0 }, "instances")),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
const functionArn = stringThat(
  (arn) => /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/.test(arn),
  'use a function\'s ARN, such as "arn:aws:lambda:eu-west-1:123456789012:function:orders"',
);

/** A resource has more properties than the ARN. */
const existingFunction: Check = (value, path) =>
  isObject(value)
    ? input(functionArn)((value as Partial<ExistingFunction>).arn, childPath(path, "arn"))
    : [problem(path, value, "use an aws.lambda.Function or an object with its arn")];

const onlyWithEntry = valueThat(
  (value) => value === undefined,
  "remove it: it applies only to a function from `entry`; an existing function has its own",
);

const ofExisting: Checks<FunctionArgs> = {
  entry: valueThat((value) => value === undefined, "remove it, or remove `function`: a route invokes one function"),
  function: existingFunction,
  memorySize: onlyWithEntry,
  timeout: onlyWithEntry,
  environment: onlyWithEntry,
  policies: onlyWithEntry,
  runtime: onlyWithEntry,
  architecture: onlyWithEntry,
  layers: onlyWithEntry,
  vpcConfig: onlyWithEntry,
  reservedConcurrency: onlyWithEntry,
};

const runtime = stringThat(
  (name) => /^nodejs[2-9]\d\.x$/.test(name),
  'use a Node.js runtime of Lambda, such as "nodejs24.x"; for another language, set `function`',
);

const layers = firstOf(
  listOf(
    input(
      stringThat(
        (arn) => /^arn:[\w-]+:lambda:[\w-]+:\d{12}:layer:[\w-]+:\d+$/.test(arn),
        "use the ARN of a layer's version, which ends in its number",
      ),
    ),
    "use a list of ARNs of layer versions",
  ),
  // https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html
  valueThat((value) => Array.isArray(value) && value.length <= 5, "use at most 5 layers"),
);

const vpcConfig = object<VpcConfig>({
  subnetIds: input(listOf(input(id("subnet-")), "use a list of at least one subnet ID", { atLeast: 1 })),
  securityGroupIds: input(listOf(input(id("sg-")), "use a list of at least one security group ID", { atLeast: 1 })),
});

function id(prefix: string): Check {
  return stringThat((value) => value.startsWith(prefix), `use an ID that begins with "${prefix}"`);
}

const policies = listOf(checkStatement, "use a list of IAM policy statements");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function checkStatement(statement: unknown, path: string): Problem[] {
  if (!isObject(statement)) {
    return [problem(path, statement, "use an IAM policy statement with Effect, Action and Resource")];
  }
  const principals = ["Principal", "NotPrincipal"].filter((name) => statement[name] !== undefined);
  const unknown = Object.keys(statement).filter((name) => ![...statementElements, ...principals].includes(name));
  return [
    ...input(oneOf(["Allow", "Deny"]))(statement.Effect, childPath(path, "Effect")),
    ...oneOfTwo(statement, path, "Action"),
    ...oneOfTwo(statement, path, "Resource"),
    ...principals.map((name) =>
      problem(childPath(path, name), statement[name], "remove it: the function's role is the principal"),
    ),
    ...unknown.map((name) => problem(childPath(path, name), statement[name], `use ${statementElements.join(", ")}`)),
  ];
}

const statementElements = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

function oneOfTwo(statement: Readonly<Record<string, unknown>>, path: string, name: "Action" | "Resource"): Problem[] {
  const [value, opposite] = [statement[name], statement[`Not${name}`]];
  if (value !== undefined && opposite !== undefined) {
    return [problem(childPath(path, `Not${name}`), opposite, `remove it, or remove ${name}`)];
  }
  const named = childPath(path, value === undefined && opposite !== undefined ? `Not${name}` : name);
  return input(strings(name === "Action" ? "actions, such as dynamodb:GetItem" : "ARNs, or *"))(
    value ?? opposite,
    named,
  );
}

/** A string, or a list of at least one. */
function strings(what: string): Check {
  const text = stringThat((value) => value !== "", `use one or more ${what}`);
  const list = listOf(input(text), `use one or more ${what}`, { atLeast: 1 });
  return (value, path) => (typeof value === "string" ? text(value, path) : list(value, path));
}
