import type { Scorer } from './evaluate.js';
import { WorkerRandom } from '../random.js';
import type { Interactions } from '../sparse.js';

/**
 * The popularity baseline: an item's score is the number of its positive train entries (value > 0), the same for every
 * user. A model that does not beat it has learned nothing about users.
 */
export function popularityScorer(train: Interactions): Scorer {
  const scores = new Float32Array(train.items);
  for (let entry = 0; entry < train.col.length; entry++) if (train.value[entry]! > 0) scores[train.col[entry]!]!++;
  return sharedScorer(scores);
}

/** Scores all items alike: where ties count at their mean place, exactly the mean over all orders, chance. */
export function alikeScorer(items: number): Scorer {
  return sharedScorer(new Float32Array(items));
}

function sharedScorer(scores: Float32Array): Scorer {
  return Object.assign(() => scores, { isShared: true as const });
}

/** The random baseline: each user has their own order of items, drawn from (seed, user); the same on every call. */
export function randomScorer(items: number, seed: number): Scorer {
  const scores = new Float32Array(items);
  return (user) => {
    // An odd multiplier separates users; the first draws of neighbouring seeds are similar and are dropped.
    const random = new WorkerRandom(Math.imul(user + 1, 0x9e3779b1) ^ seed);
    for (let skipped = 0; skipped < 4; skipped++) random.next();
    // 24 bits: as many as a float32 can distinguish.
    for (let item = 0; item < items; item++) scores[item] = (random.next() >>> 7) / 16777216;
    return scores;
  };
}
