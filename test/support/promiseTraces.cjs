// Pulumi's SDK records a stack trace for each of its promises, for the message about a leaked promise. A program runs faster
// without them (docs/performance.md), and a leak is still reported.
const debuggable = require("@pulumi/pulumi/runtime/debuggable");

const { debuggablePromise } = debuggable;

debuggable.debuggablePromise = (promise, context) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = limit;
  }
};
