/** The function threw an error, timed out or ended. */
export class FunctionError extends Error {}

/** Lambda rejected the event, because the function runs as many instances as its reserved concurrency allows. */
export class FunctionThrottled extends Error {}

/** Lambda rejected the event, because it is larger than 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export class EventTooLarge extends Error {}
