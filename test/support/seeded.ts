/**
 * Settings for a property test: the same slice of cases on every run, so that a change is to blame for what it breaks.
 * `SEED` chooses another slice and `RUNS` its size; a failure prints its seed (fast-check does that).
 */
export function seeded(runs = 100): { seed: number; numRuns: number } {
  const { SEED, RUNS } = process.env;
  return { seed: Number(SEED ?? 20_261_124), numRuns: RUNS === undefined ? runs : Number(RUNS) };
}
