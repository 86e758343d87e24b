/** Whether this is `npm run sweep`, which runs the full numbers. `npm test` runs a fixed sample of them. */
export const isSweep = process.env.SWEEP === "all" || process.env.npm_lifecycle_event === "sweep";

/** The settings of a property of fast-check. A sample has a seed, so that it is the same in each run. */
export function sampleOf(full: number, few: number, seed = 1): { numRuns: number; seed?: number } {
  return isSweep ? { numRuns: full } : { numRuns: few, seed };
}
