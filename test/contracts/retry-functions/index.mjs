/** Functions that `retries.test.ts` has an emulator call; only what they declare matters. */
import { onValueWritten } from 'firebase-functions/database';

export const repeated = onValueWritten({ ref: '/repeated/{id}', retry: true }, () => undefined);

export const once = onValueWritten({ ref: '/once/{id}', retry: false }, () => undefined);

/** Its id ends as that of `repeated`. */
export const not = { repeated: onValueWritten('/not-repeated/{id}', () => undefined) };

export const undeclared = onValueWritten('/undeclared/{id}', () => undefined);
