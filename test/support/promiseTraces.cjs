// Pulumi's SDK takes a stack trace for each of its promises, to show it should the promise leak. Without them a run of the
// program takes less (docs/performance.md); that a promise leaked is still told.
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
