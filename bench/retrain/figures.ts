/** The quantile of the values at a fraction from 0 to 1, rounded to a tenth. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
}

/** The median of each named figure. */
export function medians<Name extends string>(figures: readonly Record<Name, number>[]): Record<Name, number> {
  const names = Object.keys(figures[0]!) as Name[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      quantile(
        figures.map((one) => one[name]),
        0.5,
      ),
    ]),
  ) as Record<Name, number>;
}

/** Measures the milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** @throws Error if something is missing that an earlier step of the benchmark should have made */
export function found<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`The benchmark did not find ${what}.`);
  return value;
}
