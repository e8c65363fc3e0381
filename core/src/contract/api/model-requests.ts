import * as z from 'zod/mini';

/** Which version to use, and whether to pin it. */
export const currentChange = z
  .strictObject({
    version: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    pinned: z.optional(z.boolean()),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, 'has nothing to change. Send version, pinned or both'));

/** The id of an existing or a new model, perhaps after that of its data set: `{data set}~{id}`. */
export const byNewId = z.strictObject({
  id: z.string().check(
    z.regex(/^(?:[\w-]{1,200}~)?[\w-]{1,100}$/, {
      error: ({ input }) => `"${String(input)}" is not a valid model id. Use up to 100 letters, digits, "-" and "_".`,
    }),
  ),
});
