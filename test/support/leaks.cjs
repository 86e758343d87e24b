// Pulumi's SDK takes a stack trace for each of its promises, and two promises more, to tell at the end which of them leaked.
// Without that a run of the program takes a fifth less (docs/performance.md).
const debuggable = require("@pulumi/pulumi/runtime/debuggable");

debuggable.debuggablePromise = (promise) => promise;
