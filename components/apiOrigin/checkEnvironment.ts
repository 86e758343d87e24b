import { problem, Problem } from "../problems";
import { Check, input, isObject } from "./checks";
import { secretVariables } from "./originVerify/handler";

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedNames = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/** @param withSecrets whether the function has the variables of `originVerify` */
export function checkEnvironment(withSecrets: boolean): Check {
  const taken: readonly string[] = withSecrets ? [...reservedNames, ...secretVariables] : reservedNames;
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, text]) => [
          ...checkName(name, `${path}.${name}`, taken),
          ...checkText(text, `${path}.${name}`),
        ])
      : [problem(path, value, "write an object of names and texts")];
}

function checkName(name: string, path: string, taken: readonly string[]): Problem[] {
  if (taken.includes(name)) {
    return [problem(path, name, "choose another name: the function gets a variable of this name already")];
  }
  // https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html
  return /^[A-Za-z][A-Za-z0-9_]+$/.test(name)
    ? []
    : [problem(path, name, "write a name of two or more letters, digits and underscores that begins with a letter")];
}

/** The value itself may be a secret, so the message has its type alone. */
const checkText = input((value, path) =>
  typeof value === "string" ? [] : [problem(path, typeof value, "write a text")],
);
