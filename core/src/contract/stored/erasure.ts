import * as z from 'zod/mini';
import { list, record } from './shapes.js';

/** `/erasures/{dataset}/{key}`: rows that are being erased, or were a short while ago. */
export const erasureRecord = record({
  /** The version of the rows that the indexes belong to. */
  rowsVersion: z.number(),
  /** Their indexes, from 0. */
  rows: list(z.number()),
  at: z.number(),
  /** The account that does it, by its name as others see it. */
  by: z.string(),
  /** When nothing of them was left. A request that was under way may write something of them once more. */
  finishedAt: z.exactOptional(z.number()),
});
export type ErasureRecord = z.infer<typeof erasureRecord>;
