import { checkFraction, splitBy, type HeldOutParts } from './hold-out.js';
import type { Interactions } from '../sparse.js';

/**
 * Holds out each user's newest likes, as time does: a model is asked about the future of people whose past it knows. Of n
 * likes, the fraction's share rounded down is held out, and all but one at most. Of pairs at the same moment, the later in
 * order counts as newer.
 *
 * @param times of the entries, in any unit; NaN for unknown, which is oldest.
 * @throws ModelError `value` if the fraction is not in [0, 1].
 */
export function newestLast(interactions: Interactions, times: Float64Array, fraction: number): HeldOutParts {
  checkFraction(fraction);
  const { users, row, value } = interactions;
  const likes = Array.from({ length: users }, (): number[] => []);
  row.forEach((user, entry) => {
    if (value[entry]! > 0) likes[user]!.push(entry);
  });
  const isTest = new Uint8Array(row.length);
  const moment = (entry: number) => (Number.isNaN(times[entry]) ? -Infinity : times[entry]!);
  for (const entries of likes) {
    const held = Math.min(Math.floor(fraction * entries.length), entries.length - 1);
    if (held <= 0) continue;
    // The sort is stable.
    entries.sort((a, b) => (moment(a) < moment(b) ? -1 : Number(moment(a) > moment(b))));
    for (const entry of entries.slice(-held)) isTest[entry] = 1;
  }
  return splitBy(interactions, isTest);
}
