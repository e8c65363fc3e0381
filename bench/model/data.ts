import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '@segue/suite/launcher/root';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import type { HeldOutParts } from '@segue/core/model/evaluation/hold-out';
import { RandomState } from '@segue/core/model/random';
import { interactionMatrix, type Coo, type Interactions } from '@segue/core/model/sparse';

/** Interactions to fit, with a name that describes them. */
export interface BenchData {
  readonly name: string;
  readonly parts: HeldOutParts;
}

/** MovieLens 100K: the file named by MOVIELENS, or the one next to the checkout. It may not be redistributed. */
const movieLensFile = process.env['MOVIELENS'] ?? inRoot('../shared/data/movielens-100k.tsv');

/** Users, items and pairs of MovieLens 100K. */
const movieLensShape = { users: 943, items: 1682, pairs: 100_000 };

/** MovieLens 100K or, if the file is missing, generated data of the same shape; split 80/20 like LightFM, seed 3. */
export function movieLens(): BenchData & { readonly isReal: boolean } {
  const isReal = existsSync(movieLensFile);
  const data = isReal ? readMovieLens() : generate(movieLensShape, 1);
  const name = isReal ? 'MovieLens 100K' : `made up, the shape of MovieLens 100K (no file at ${movieLensFile})`;
  return { name, parts: split(data, 3), isReal };
}

function readMovieLens(): Interactions {
  const lines = readFileSync(movieLensFile, 'utf8').trimEnd().split('\n');
  const rows = lines.map((line) => line.split('\t').map(Number));
  const { users, items } = movieLensShape;
  const row = Int32Array.from(rows, ([user = NaN]) => user - 1);
  const col = Int32Array.from(rows, ([, item = NaN]) => item - 1);
  return { users, items, row, col, value: new Float32Array(rows.length).fill(1) };
}

/** A million generated pairs. */
export function million(): BenchData {
  return {
    name: 'made up, 1,000,000 pairs',
    parts: split(generate({ users: 8000, items: 4000, pairs: 1_250_000 }, 2), 3),
  };
}

/** The shape of a model of a Spotify file: genres, and the artists with at least 50 rows. */
export function spotify(): BenchData {
  return {
    name: 'made up, the shape of Spotify',
    parts: split(generate({ users: 27, items: 1153, pairs: 3300 }, 3), 3),
  };
}

/** Distinct pairs: items are long-tailed, and each user sticks to one of ten tastes in two pairs out of three. */
function generate(shape: typeof movieLensShape, seed: number): Interactions {
  const { users, items, pairs } = shape;
  const random = new RandomState(seed);
  const seen = new Set<number>();
  const [row, col] = [new Int32Array(pairs), new Int32Array(pairs)];
  while (seen.size < pairs) {
    const user = random.bounded(users - 1);
    let item = Math.floor(items * random.double() ** 2.5);
    if (random.double() < 0.67) item += (user - item) % 10;
    if (item < 0 || item >= items || seen.has(user * items + item)) continue;
    row[seen.size] = user;
    col[seen.size] = item;
    seen.add(user * items + item);
  }
  return { users, items, row, col, value: new Float32Array(pairs).fill(1) };
}

/** Splits 80/20, like LightFM. */
function split(data: Interactions, seed: number): HeldOutParts {
  const { train, test } = randomTrainTestSplit(interactionMatrix(data), { randomState: new RandomState(seed) });
  return { train: interactionsIn(train), test: interactionsIn(test) };
}

function interactionsIn({ rows, cols, row, col, data }: Coo): Interactions {
  return { users: rows, items: cols, row, col, value: data };
}
