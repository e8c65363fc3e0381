import * as z from 'zod/mini';
import { record } from './shapes.js';

/** `/deletedRows/{dataset}/{rowsVersion}/{index}`: a deleted row, kept for those who may put it back. */
export const deletedRow = record({
  /** As it was stored. */
  row: z.unknown(),
  /** When it was deleted: the oldest are dropped first. */
  at: z.number(),
});
