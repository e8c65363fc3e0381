import { RandomState } from '../random.js';
import { checkSparse, toCoo, type Coo, type Sparse, type Values } from '../sparse.js';

/** Arguments of `randomTrainTestSplit`. */
export interface SplitOptions {
  /** The part that becomes test, default 0.2. */
  readonly testPercentage?: number;
  /** A seed (default 0), or a generator whose stream continues. */
  readonly randomState?: number | RandomState;
}

/** How many of `entries` become train: LightFM's float64 arithmetic, so 0.9 of 100 leaves 9 and not 10. */
export function trainCount(entries: number, testPercentage: number): number {
  return Math.trunc((1 - testPercentage) * entries);
}

/**
 * LightFM's random split: shuffles the entries; the first ones become train, the rest test. Values keep their type;
 * entries stay in shuffled order. A pair that is stored twice can end up on both sides, and changed data is split
 * differently; to measure retrained models, `holdOut` is the better choice.
 *
 * @throws ModelError `value` for anything but a sparse matrix, or as `checkSeed` does.
 */
export function randomTrainTestSplit<Data extends Values>(
  interactions: Sparse<Data>,
  { testPercentage = 0.2, randomState = 0 }: SplitOptions = {},
): { train: Coo<Data>; test: Coo<Data> } {
  checkSparse(interactions, 'Interactions');
  const random = typeof randomState === 'number' ? new RandomState(randomState) : randomState;
  const coo = toCoo(interactions);
  const order = Int32Array.from(coo.row, (_, entry) => entry);
  random.shuffle(order);
  const cut = trainCount(order.length, testPercentage);
  return { train: pick(coo, order.subarray(0, cut)), test: pick(coo, order.subarray(cut)) };
}

function pick<Data extends Values>(coo: Coo<Data>, entries: Int32Array): Coo<Data> {
  // A slice has the type of its source, which a constructor call would lose.
  const data = coo.data.slice(0, entries.length) as Data;
  for (let i = 0; i < entries.length; i++) data[i] = coo.data[entries[i]!]!;
  return { ...coo, row: entries.map((entry) => coo.row[entry]!), col: entries.map((entry) => coo.col[entry]!), data };
}
