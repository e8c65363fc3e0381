import * as z from 'zod/mini';
import { defaults } from '../defaults.js';
import { limits } from '../limits.js';
import { byId, numberInPath, queryWhole, whole } from './fields.js';

/** The query of `GET /api/datasets/{id}/rows`. */
export const rowsQuery = z
  .strictObject({
    position: z.optional(z.enum(['first', 'last', 'random'])),
    seed: z.optional(queryWhole()),
    start: z.optional(queryWhole(z.minimum(0))),
    count: z._default(queryWhole(z.minimum(1), z.maximum(limits.rowsPerReply)), defaults.rows),
  })
  .check(
    z.refine(
      ({ position, seed, start }) => start === undefined || (position === undefined && seed === undefined),
      'names two places. Send start, or position (with seed, for random), not both',
    ),
  );

/** New values by column name. */
export const rowChange = z.record(z.string(), z.unknown());

/** Rows to append, each with values by column name. */
export const rowsAppend = z.strictObject({
  rows: z.array(z.record(z.string(), z.unknown())).check(z.minLength(1), z.maxLength(limits.rowsPerAppend)),
});

/** Rows to erase, by their indexes. */
export const rowsErasure = z.strictObject({
  rows: z.array(whole(0, Number.MAX_SAFE_INTEGER)).check(z.minLength(1), z.maxLength(limits.rowsPerErasure)),
});

/** A data set and the index of one of its rows. */
export const byIndex = z.strictObject({
  ...byId.shape,
  index: numberInPath(
    /^(0|[1-9]\d{0,14})$/,
    (text) => `"${text}" is not a row index. Row indexes are whole numbers from 0, without leading zeros.`,
  ),
});
