/** Lower-case names, or `any` if at least one name cannot be determined. */
export type Names = ReadonlySet<string> | "any";

/**
 * What a CloudFront Function's code may change in a viewer request. It reports too much rather than too little: code
 * that cannot be followed may change anything. The Host header is missing on purpose, because it is read-only for viewer
 * functions: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
export interface RequestChanges {
  readonly path: boolean;
  readonly headers: Names;
  readonly cookies: Names;
  readonly queryStrings: Names;
  /** The settings of the origin that the origin helpers may replace: `hostheader`, `domainname`, `originpath`, … */
  readonly originSettings: Names;
  /** Whether it replaces `hostheader` by a value that the code computes, such as the viewer's Host. */
  readonly computesHost: boolean;
  /** The IDs of the distribution's origins to which it may send the request. */
  readonly selectedOrigins: Names;
  /** Whether it never returns the request, so that nothing reaches an origin. */
  readonly alwaysResponds: boolean;
}

export const anyChange: RequestChanges = {
  path: true,
  headers: "any",
  cookies: "any",
  queryStrings: "any",
  originSettings: "any",
  computesHost: false,
  selectedOrigins: "any",
  alwaysResponds: false,
};
