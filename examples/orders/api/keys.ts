/** The keys of the table: each customer's orders, sorted by ID. */
export const keys = { hashKey: "customer", rangeKey: "id" } as const;
