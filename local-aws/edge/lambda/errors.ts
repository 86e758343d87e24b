/** The function threw, ran out of time or died. */
export class FunctionError extends Error {}

/** Lambda did not take the event: it runs as many instances as its reserved concurrency lets it. */
export class FunctionThrottled extends Error {}

/** Lambda did not take the event: it is over 6 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export class EventTooLarge extends Error {}
