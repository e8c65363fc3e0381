/** The smallest or largest of many values and how often it occurs; null where there are no values. */
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

/** Their names, in the order they are written. */
export const extremeNames = Object.keys(directions) as (keyof Extremes)[];

/** The extremes of nothing. */
export function noExtremes(): Extremes {
  return { smallest: null, largest: null, earliest: null, latest: null, longest: null };
}

/** Lets a value that occurs `count` times into one of the extremes. */
export function extend(extremes: Extremes, name: keyof Extremes, value: number | string, count: number): void {
  const present = extremes[name];
  if (present === null || beats(name, value, present.value)) extremes[name] = { value, count };
  else if (present.value === value) extremes[name] = { value, count: present.count + count };
}

/** Lets the extremes of a part in. */
export function extendAll(extremes: Extremes, part: Extremes): void {
  for (const name of extremeNames) {
    const extreme = part[name];
    if (extreme) extend(extremes, name, extreme.value, extreme.count);
  }
}

/**
 * The extremes after `old` was taken out and `fresh` put in; null where only a look at all values can tell: an extreme
 * was taken out wholly and nothing as extreme put in.
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
