import type { ModelConfiguration } from '../contract/stored/model.js';
import { modelScorer, topItems } from '../model/answers/recommend.js';
import { hashText } from '../model/name-hash.js';
import type { Embeddings, EpochDone } from '../model/training/train.js';
import type { PreparedInteractions } from './prepare-interactions.js';
import { fitConfigured, type TrainingData } from './training-options.js';

/** How many first places of each list are compared, and the most users whose lists are. */
const places = 10;
const mostUsers = 200;

/** How much of the lists two trainings share that differ by the seed alone. */
export interface SharedLists {
  /** The mean part of the places, from 0 to 1, that hold the same items, in whichever order. */
  overlap: number;
  places: number;
  /** How many users' lists were compared. */
  users: number;
}

/** What a model was trained on, and the items that each user knows. */
type Trained = TrainingData & Pick<PreparedInteractions, 'known'>;

/**
 * Measures how much of the lists changes by chance: trains once more with the next seed, and compares the first ten items to
 * discover of each user, or of 200 users that a hash of their names selects. Users with ten candidates or fewer always get
 * the same items, so they do not count.
 *
 * @param configuration with as many epochs as the model was trained for
 * @param embeddings the model made from the same data with that configuration
 * @returns `null` if no user counts.
 * @throws ModelError as `fitConfigured` does
 */
export function* measureChance(
  trained: Trained,
  configuration: ModelConfiguration,
  embeddings: Embeddings,
): Generator<EpochDone, SharedLists | null> {
  const users = comparedUsers(trained);
  if (users.length === 0) return null;
  const lists = users.map(listerOf(trained, embeddings));
  const randomState = (configuration.randomState + 1) % 2 ** 32;
  const other = yield* fitConfigured(trained, { ...configuration, randomState });
  const others = users.map(listerOf(trained, other));
  const overlaps = lists.map((list, at) => overlapOf(list, others[at]!));
  const overlap = overlaps.reduce((sum, each) => sum + each, 0) / overlaps.length;
  return { overlap, places, users: users.length };
}

function comparedUsers({ users, items, known: { indptr } }: Trained): number[] {
  const all = users.map((_, user) => user);
  const eligible = all.filter((user) => items.length - (indptr[user + 1]! - indptr[user]!) > places);
  if (eligible.length <= mostUsers) return eligible;
  const hashes = users.map(hashText);
  // The sort is stable, and names are sorted: equal hashes stay in the order of the names.
  return eligible.sort((a, b) => hashes[a]! - hashes[b]!).slice(0, mostUsers);
}

/** Gives the first items that a user does not know. */
function listerOf({ known: { indptr, indices } }: Trained, embeddings: Embeddings): (user: number) => number[] {
  const score = modelScorer(embeddings);
  return (user) => {
    const own = new Set(indices.subarray(indptr[user], indptr[user + 1]));
    return topItems(score(user), places, (item) => own.has(item)).map(({ item }) => item);
  };
}

function overlapOf(list: readonly number[], other: readonly number[]): number {
  return list.filter((item) => other.includes(item)).length / list.length;
}
