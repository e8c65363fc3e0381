/**
 * Settings for a property test: the same cases on every run, so that a failure is caused by a change, not by chance.
 * `SEED` selects other cases and `RUNS` their number; a failure prints its seed (fast-check does that).
 */
export function seeded(runs = 100): { seed: number; numRuns: number } {
  const { SEED, RUNS } = process.env;
  return { seed: Number(SEED ?? 20_261_124), numRuns: RUNS === undefined ? runs : Number(RUNS) };
}
