import * as z from 'zod/mini';
import { list, record } from './shapes.js';

/**
 * Which changes are in a total, as far as they are known. Stored with the total and with each version made from it, so
 * that two versions can be compared by what they contain. Never digested.
 */
export const countedRecord = record({
  /** Keys of the newest `causeNotes` history entries, read before the rows: each of them is in the total. */
  notes: z._default(list(z.string()), []),
  /** How many blocks changed under this basis without a history entry. Only ever grows. */
  foreign: z._default(z.number(), 0),
  /** The last of these blocks, the latest last; their numbers start at 0. */
  foreignBlocks: z._default(list(z.number()), []),
});
export type Counted = z.infer<typeof countedRecord>;
