import type { Alarm } from '../model/evaluation/alarm.js';
import type { PreparedInteractions } from './prepare-interactions.js';

/** A column of ratings without a number in it is as good as none, which nobody would notice. */
export function ratingAlarm(
  column: string | undefined,
  { hasRatings }: Pick<PreparedInteractions, 'hasRatings'>,
): Alarm[] {
  if (column === undefined || hasRatings) return [];
  const message =
    `The column "${column}" has no numbers, such as 4 or 4.5, so every row counts as a like. ` +
    `Turn its values into numbers, or choose another column as rating.`;
  return [{ kind: 'no-ratings', message }];
}
