import { Check, input, firstOf, mapOf, stringThat } from "../checks";
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
  const reserved: readonly string[] = withSecrets ? [...reservedNames, ...secretVariables] : reservedNames;
  const isFree = stringThat(
    (name) => !reserved.includes(name),
    "use another name: the function already has a variable with this name",
  );
  return mapOf({ name: firstOf(isFree, isName), value: checkValue }, "use an object that maps names to strings");
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const isName = stringThat(
  (name) => /^[A-Za-z][A-Za-z0-9_]+$/.test(name),
  "use a name of two or more letters, digits and underscores that begins with a letter",
);

/** The value may be a secret, so the message has only its type. */
const checkValue = input((value, propertyPath) =>
  typeof value === "string"
    ? []
    : [{ propertyPath, reason: `a value of type ${typeof value} is not valid; must be a string` }],
);
