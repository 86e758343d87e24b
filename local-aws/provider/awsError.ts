/** An error that AWS returns, with AWS's message. */
export class AwsError extends Error {}
