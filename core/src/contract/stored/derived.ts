import * as z from 'zod/mini';
import { collection, numberedMap, record, slices } from './shapes.js';

/** `/summaries/…/{basis}`: what each block of rows comes to, with a label `counter:digest` for each. */
export const summariesRecord = record({
  labels: z.exactOptional(numberedMap(z.string())),
  /** Parts by name. A block without rows has a label and no parts: the database keeps no empty object. */
  data: z.exactOptional(numberedMap(collection(z.string()))),
});

/**
 * `/totals/…/head`: what a total is made of. Each writer stores the parts it changed, the digest of each and, of the
 * whole, what it should be then, in one write. So each part has the digest that stands for it here. Where two have
 * written at once, neither knowing of the other, the digest of the whole is not that of the parts' digests: the total
 * then counts as absent and is merged again.
 */
export const totalHead = record({
  /** A hash of the labels it was made from. */
  stamp: z.string(),
  /** The digest of `digests`. */
  digest: z.string(),
  /** How long all parts are together. */
  characters: z.number(),
  /** The database keeps no empty object. */
  digests: z._default(collection(z.string()), {}),
});
export type TotalHead = z.infer<typeof totalHead>;

/** `/totals/…/{basis}`: the merge of all summaries, in the same parts. */
export const totalRecord = record({
  head: z.exactOptional(totalHead),
  parts: z.exactOptional(collection(slices)),
});
