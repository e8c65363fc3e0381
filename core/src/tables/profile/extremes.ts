/** The smallest or largest of many values and how often it occurs; null if there are no values. */
export type Extreme = { value: number | string; count: number } | null;

/** The smallest and largest number, the first and last date, the length of the longest text. */
export interface Extremes {
  smallest: Extreme;
  largest: Extreme;
  earliest: Extreme;
  latest: Extreme;
  longest: Extreme;
}

/** Whether the extreme is the largest (1) or the smallest (−1). */
const directions: Readonly<Record<keyof Extremes, 1 | -1>> = {
  smallest: -1,
  largest: 1,
  earliest: -1,
  latest: 1,
  longest: 1,
};

/** The names of the extremes, in the order they are written. */
export const extremeNames = Object.keys(directions) as (keyof Extremes)[];

/** The extremes of no values. */
export function noExtremes(): Extremes {
  return { smallest: null, largest: null, earliest: null, latest: null, longest: null };
}

/** Updates one of the extremes with a value that occurs `count` times. */
export function extend(extremes: Extremes, name: keyof Extremes, value: number | string, count: number): void {
  const present = extremes[name];
  if (present === null || beats(name, value, present.value)) extremes[name] = { value, count };
  else if (present.value === value) extremes[name] = { value, count: present.count + count };
}

/** Updates all extremes with those of a part. */
export function extendAll(extremes: Extremes, part: Extremes): void {
  for (const name of extremeNames) {
    const extreme = part[name];
    if (extreme) extend(extremes, name, extreme.value, extreme.count);
  }
}

/**
 * The extremes after removing `old` and adding `fresh`; null if only all values together determine them: an extreme was
 * removed completely and nothing as extreme was added.
 */
export function replaceExtremes(total: Extremes, old: Extremes, fresh: Extremes): Extremes | null {
  const result = noExtremes();
  for (const name of extremeNames) {
    const before = total[name];
    if (before) {
      const count = before.count - (old[name]?.value === before.value ? old[name].count : 0);
      const next = fresh[name];
      if (count <= 0 && (next === null || beats(name, before.value, next.value))) return null;
      if (count > 0) result[name] = { value: before.value, count };
    }
    if (fresh[name]) extend(result, name, fresh[name].value, fresh[name].count);
  }
  return result;
}

function beats(name: keyof Extremes, value: number | string, other: number | string): boolean {
  return directions[name] === 1 ? value > other : value < other;
}
