import '../jitless.js';
import * as z from 'zod/mini';
import { limits } from '../limits.js';

/** Fields that several resources share. Requests refuse unknown fields, so that a typo is not silently ignored. */

/** The form of an id. Ids end up in database paths, and these characters are safe there. */
export const idPattern = /^[\w~-]{1,200}$/;

/** The parameters of a path with an id in it. */
export const byId = z.strictObject({ id: z.string().check(z.regex(idPattern)) });

/**
 * A whole number in a path: a number for callers, digits on the wire.
 * @param refusal makes the message for a text that does not match the pattern
 */
// @__NO_SIDE_EFFECTS__
export function numberInPath(pattern: RegExp, refusal: (text: string) => string) {
  const digits = z.string().check(z.regex(pattern, { error: ({ input }) => refusal(String(input)) }));
  return z.pipe(
    z.pipe(
      z.transform((given: number) => String(given)),
      digits,
    ),
    z.transform((text: string) => Number(text)),
  );
}

/** A name; blanks around it are removed. */
export const name = z.string().check(z.trim(), z.maxLength(limits.nameCharacters));

/** A description; blanks around it are removed. */
export const description = z.string().check(z.trim(), z.maxLength(limits.descriptionCharacters));

/** Whether items that the user is already connected with are left out of the answer or may be in it. */
export const knownMode = z.enum(['exclude', 'include']);

/** A text that is not empty. */
export const someText = z.string().check(z.minLength(1));

/** A whole number in a JSON body. */
export function whole(least: number, most: number) {
  return z.number().check(z.int(), z.minimum(least), z.maximum(most));
}

/** A whole number in a query, sent as text. */
export function queryWhole(...checks: z.core.$ZodCheck<number>[]) {
  return z.coerce.number<number>().check(z.int(), ...checks);
}

/** Yes or no in a query, sent as text. */
export const queryBoolean = z.pipe(
  z.enum(['true', 'false']),
  z.transform((word) => word === 'true'),
);

/** The words that say whether a file has a header line. */
export const headerWords = ['true', 'false', '1', '0', 'yes', 'no', 'on', 'off', 'none', 'detect', ''] as const;

const headerRule = 'must be true, false or detect';

/** Whether a file has a header line, as a word. */
export const headerWord = z.pipe(
  z.enum(headerWords, headerRule),
  z.transform((word): boolean | 'detect' =>
    word === '' || word === 'detect' ? 'detect' : ['true', '1', 'yes', 'on'].includes(word),
  ),
);

/** Whether a file has a header line, in JSON. */
export const header = z.union([z.boolean(), headerWord], headerRule);
