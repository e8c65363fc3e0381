import * as z from 'zod/mini';
import { description, headerWord, name, queryWhole } from './fields.js';
import { visibility } from '../stored/dataset.js';

/** The query of `GET /api/datasets`. */
export const listQuery = z.strictObject({
  after: z.optional(z.string().check(z.maxLength(200))),
  count: z._default(queryWhole(z.minimum(1), z.maximum(200)), 100),
});

const reading = {
  delimiter: z.optional(z.string().check(z.maxLength(20))),
  header: z.optional(headerWord),
  encoding: z.optional(z.string().check(z.maxLength(40))),
};

/**
 * The text fields beside a file that replaces another: how to read it. It changes nothing else of the data set, so it refuses a
 * name or a visibility rather than ignore it.
 */
export const replacementFields = z.strictObject(reading);

/** The text fields of a multipart upload. An empty field counts as absent. */
export const uploadFields = z.strictObject({
  name: z.optional(name),
  description: z.optional(description),
  ...reading,
  visibility: z.optional(
    z.pipe(
      z.transform((word: 'public' | 'private' | '') => (word === '' ? undefined : word)),
      z.optional(visibility),
    ),
  ),
});

/** What may be changed about a data set; who may read and copy it, by its owner only. */
export const datasetChange = z
  .strictObject({
    name: z.optional(name.check(z.minLength(1))),
    description: z.optional(description),
    visibility: z.optional(visibility),
    copies: z.optional(z.boolean()),
  })
  .check(
    z.refine(
      (change) => Object.keys(change).length > 0,
      'has nothing to change. Send at least one of name, description, visibility, copies',
    ),
  );
