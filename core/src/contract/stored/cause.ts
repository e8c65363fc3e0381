import * as z from 'zod/mini';
import { historyEntry } from './history.js';
import { list, record } from './shapes.js';

/** Rows edited, added or deleted, of one kind of change. */
const rowsCause = record({
  kind: z.enum(['edit', 'append', 'delete']),
  /** How many changes there were, and of how many rows. */
  count: z.number(),
  rows: z.number(),
  /** Whether there may have been more: only the newest history entries are read. */
  more: z.exactOptional(z.literal(true)),
  /** The last of them. */
  last: historyEntry,
});
export type RowsCause = z.infer<typeof rowsCause>;

/** Changes of rows whose history entries could not be read: too many came after them, or they are private. */
const manyCause = record({ kind: z.literal('many'), count: z.number() });

/** Another file. `entry` says whose; absent if it was not recorded. */
const fileCause = record({ kind: z.literal('file'), entry: z.exactOptional(historyEntry) });

/** Rows changed without a history entry. `count` is 0 if the blocks are unknown; `blocks` has the last few. */
const foreignCause = record({
  kind: z.literal('foreign'),
  count: z.number(),
  blocks: z._default(list(z.number()), []),
});

/** Spellings now counted as one, or no longer. `from` and `into` name the one merge, if there is only one. */
const mergesCause = record({
  kind: z.literal('merges'),
  added: z.number(),
  removed: z.number(),
  from: z.exactOptional(z.string()),
  into: z.exactOptional(z.string()),
});

/** Other options, by their names in the configuration. */
const optionsCause = record({ kind: z.literal('options'), names: list(z.string()) });

/** `auto` chose another method, or the same with another λ. */
const choiceCause = record({ kind: z.literal('choice'), method: z.exactOptional(z.string()) });

/** Other code: the versions of it, equal if only the form of the sums changed. */
const codeCause = record({ kind: z.literal('code'), from: z.string(), to: z.string() });

/** Another kept version was put in place, by the numbers that people see. */
const rollbackCause = record({ kind: z.literal('rollback'), from: z.number(), to: z.number() });

/**
 * The first version, a pin that was released, a training that was requested although nothing else has changed, or the first
 * version that all may read of a data set that was private.
 */
const plainCause = record({ kind: z.enum(['first', 'release', 'request', 'opened']) });

/** One thing that a version was trained on more than the version before it, or that put it in place. */
export const cause = z.discriminatedUnion('kind', [
  rowsCause,
  manyCause,
  fileCause,
  foreignCause,
  mergesCause,
  optionsCause,
  choiceCause,
  codeCause,
  rollbackCause,
  plainCause,
]);
export type Cause = z.infer<typeof cause>;
