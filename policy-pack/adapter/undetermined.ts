/** Whatever no rule could decide, or what does not fail by itself, in one advisory policy. */
export const undetermined = {
  name: "undetermined",
  displayName: "What the pack could not decide",
  description: "A rule could not be decided, or found a weakness that does not fail a request by itself.",
  enforcementLevel: "advisory",
  severity: "low",
} as const;
