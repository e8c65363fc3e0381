import * as z from 'zod/mini';
import { countedRecord } from './counted.js';
import { collection, numberedMap, record, slices } from './shapes.js';

/** `/summaries/…/{basis}`: the summary of each block of rows, with a label `counter:digest` for each. */
export const summariesRecord = record({
  labels: z.exactOptional(numberedMap(z.string())),
  /** Parts by name. A block without rows has a label but no parts: the database does not store empty objects. */
  data: z.exactOptional(numberedMap(collection(z.string()))),
});

/**
 * `/totals/…/head`: what a total is made of. In one write, each writer stores the parts it changed, the digest of each,
 * and the expected digest of the whole. So each part always matches its digest here. If two workers write at once,
 * unaware of each other, the digest of the whole does not match the digests of the parts: the total then counts as
 * absent and is merged again.
 */
const totalHead = record({
  /** A hash of the labels the total was made from. */
  stamp: z.string(),
  /** The digest of `digests`. */
  digest: z.string(),
  /** The total length of all parts. */
  characters: z.number(),
  /** The database does not store empty objects. */
  digests: z._default(collection(z.string()), {}),
  /** Some blocks were not counted yet when it was stored: nothing is trained on it. */
  partial: z.exactOptional(z.literal(true)),
  /** Which changes are in it; absent in totals of a profile, and until every block was counted once. */
  counted: z.exactOptional(countedRecord),
});
export type TotalHead = z.infer<typeof totalHead>;

/** `/totals/…/{basis}`: the merge of all summaries, in the same parts. */
export const totalRecord = record({
  head: z.exactOptional(totalHead),
  parts: z.exactOptional(collection(slices)),
});
