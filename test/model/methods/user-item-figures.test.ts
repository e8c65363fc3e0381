import { describe, expect, it } from '@jest/globals';
import { evaluateRanking, type RankingEvaluation } from '@segue/core/model/evaluation/evaluate';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import { fitIals } from '@segue/core/model/methods/ials';
import { usualIals } from '@segue/core/model/methods/ials-options';
import type { MethodFit, MethodInput } from '@segue/core/model/methods/method';
import { fitNeighbours, usualNeighbours } from '@segue/core/model/methods/neighbours';
import { RandomState } from '@segue/core/model/random';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { toCanonicalCsr, toCoo, type Coo, type Interactions } from '@segue/core/model/sparse';
import { readSharedFile } from '../../support/real-files.js';
import { readMovieLens } from '../movie-lens.js';
import { finishFit } from './fits.js';

/** Who listened to whom on Last.fm, all values 1; null where it is not at hand. */
function readLastFm(): Coo | null {
  const bytes = readSharedFile('recommend/lastfm_user_artists.tsv');
  if (bytes === null) return null;
  const rows = new TextDecoder().decode(bytes).trimEnd().split('\n').slice(1).map((line) => line.split('\t').map(Number)); // prettier-ignore
  const indexOf = (column: number) => {
    const ids = [...new Set(rows.map((row) => row[column]!))].sort((a, b) => a - b);
    const places = new Map(ids.map((id, at) => [id, at]));
    return { size: ids.length, index: Int32Array.from(rows, (row) => places.get(row[column]!) ?? -1) };
  };
  const [users, items] = [indexOf(0), indexOf(1)];
  const data = new Float32Array(rows.length).fill(1);
  return { format: 'coo', rows: users.size, cols: items.size, row: users.index, col: items.index, data };
}

function interactionsIn(matrix: Coo): Interactions {
  const { rows, cols, row, col, data } = toCoo(toCanonicalCsr(matrix));
  return { users: rows, items: cols, row, col, value: data };
}

const named = (letter: string, size: number) =>
  Array.from({ length: size }, (_, at) => letter + String(at).padStart(6, '0'));

/** Four in five pairs at random are learned from, as LightFM's examples do it. */
function measure(table: Coo, fit: (input: MethodInput) => MethodFit): RankingEvaluation {
  const split = randomTrainTestSplit(table, { testPercentage: 0.2, randomState: new RandomState(3) });
  const [train, test] = [interactionsIn(split.train), interactionsIn(split.test)];
  const model = finishFit(fit({ users: named('u', table.rows), items: named('i', table.cols), interactions: train }));
  return evaluateRanking(modelScorer(model), train, test, 10, { ties: 'mean' });
}

/** RECOMMENDING.md part 2: AUC, precision, recall and NDCG at 10 of the study. */
const figures = [
  ['ials', 'MovieLens', (input: MethodInput) => fitIals(input, usualIals), [0.939, 0.368, 0.232, 0.436]],
  ['ials', 'Last.fm', (input: MethodInput) => fitIals(input, usualIals), [0.887, 0.188, 0.191, 0.234]],
  [
    'neighbours',
    'MovieLens',
    (input: MethodInput) => fitNeighbours(input, usualNeighbours),
    [0.931, 0.376, 0.243, 0.449],
  ],
  [
    'neighbours',
    'Last.fm',
    (input: MethodInput) => fitNeighbours(input, { regularisation: 100 }),
    [0.784, 0.187, 0.19, 0.241],
  ],
] as const;

const isSoak = process.env['EMULATOR_SOAK'] === '1';
const [movieLens, lastFm] = [readMovieLens(), isSoak ? readLastFm() : null];

describe('methods for user × item data are as good as the study found them', () => {
  for (const [method, name, fit, [auc, precision, recall, ndcg]] of figures) {
    const table = name === 'MovieLens' ? movieLens : lastFm;
    const reason = name === 'Last.fm' && !isSoak ? 'it takes long: npm run soak' : `${name} is not at hand`;
    const onTable = table ? it : it.skip;
    onTable(`${method} on ${name}${table ? '' : ` (skipped: ${reason})`}`, () => {
      const found = measure(table!, fit);
      expect(found.auc).toBeGreaterThan(auc - 0.005);
      expect(found.precision).toBeGreaterThan(0.99 * precision);
      expect(found.recall).toBeGreaterThan(0.98 * recall);
      expect(found.ndcg).toBeGreaterThan(0.99 * ndcg);
    });
  }
});
