/**
 * Settings for a property test: a seed that is printed when it fails (fast-check does that), new on every run unless
 * `SEED` is set, and as many runs as `RUNS` says.
 */
export function seeded(runs = 100): { seed: number; numRuns: number } {
  const seed = process.env['SEED'] ? Number(process.env['SEED']) : Date.now() % 2_147_483_647;
  return { seed, numRuns: process.env['RUNS'] ? Number(process.env['RUNS']) : runs };
}
