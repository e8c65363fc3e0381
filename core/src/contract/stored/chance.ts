import * as z from 'zod/mini';
import { record } from './shapes.js';

/**
 * How much of a model's lists changes by chance alone: the same data trained twice, with two seeds.
 */
export const storedChance = record({
  /** The mean part of the users' first places, from 0 to 1, that hold the same items with either seed. */
  overlap: z.number(),
  /** How many first places of each list were compared. */
  places: z.number(),
  /** How many users' lists were compared. */
  users: z.number(),
  /** The number of pairs and the rows version that it was measured on. */
  interactions: z.number(),
  rowsVersion: z.number(),
  /** The method whose chance it is; absent for LightFM with all its parameters. */
  method: z.exactOptional(z.enum(['names', 'sound'])),
});
export type StoredChance = z.infer<typeof storedChance>;
