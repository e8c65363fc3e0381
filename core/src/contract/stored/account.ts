import * as z from 'zod/mini';
import { record } from './shapes.js';

/** `/accountDeletions/{uid}`: an account that is being deleted, or was a short while ago. */
export const accountDeletion = record({
  startedAt: z.number(),
  /** The digest of its address, under which it may be invited; absent without a verified one. */
  invitation: z.exactOptional(z.string()),
  /** When nothing of it was left. Tokens issued before may store something anew until they run out. */
  finishedAt: z.exactOptional(z.number()),
});
export type AccountDeletion = z.infer<typeof accountDeletion>;
