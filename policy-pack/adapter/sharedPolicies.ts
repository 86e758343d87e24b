/** The advisory policies of all rules. Each reports the findings of the kind that it is named after. */
export const sharedPolicies = [
  {
    name: "undetermined",
    displayName: "What a rule cannot determine",
    description: "A rule cannot determine whether it is violated, because a value is unknown.",
    enforcementLevel: "advisory",
    severity: "low",
  },
  {
    name: "weakness",
    displayName: "A weakness that fails no request by itself",
    description: "A setting is weak, but fails no request by itself.",
    enforcementLevel: "advisory",
    severity: "low",
  },
] as const;
