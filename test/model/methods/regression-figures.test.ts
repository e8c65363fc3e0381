import { describe, expect, it } from '@jest/globals';
import { chooseSplit, discoverSplit } from '@segue/core/model/evaluation/discover';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { fitRegression } from '@segue/core/model/methods/regression';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { itemMeans, readRecommendTable, tableCuts } from '../../support/recommend-tables.js';
import { finishFit } from './fits.js';

/** RECOMMENDING.md part 3, key `segue`: users, items, pairs; hidden pairs, inner ones; AUC, precision, NDCG at 10. */
const accepted = [
  ['19k', [6, 564, 678], 45, 24, [0.867, 0.35, 0.43]],
  ['tidy26k', [6, 2397, 3764], 406, 281, [0.759, 0.483, 0.514]],
  ['norm2k', [12, 813, 1483], 194, 165, [0.853, 0.21, 0.317]],
  ['chart3k', [114, 1145, 2432], 368, 247, [0.944, 0.21, 0.478]],
] as const;

describe('the regression on pairs to discover', () => {
  for (const [name, shape, hidden, inner, [auc, precision, ndcg]] of accepted) {
    const table = readRecommendTable(name);
    const onTable = table ? it : it.skip;
    const reason = table ? '' : ` (skipped: ../shared/data/${tableCuts[name].file} is not at hand)`;
    onTable(`is as good as the study found it on ${name}${reason}`, () => {
      const { users, items, interactions } = table!;
      expect([users.length, items.length, interactions.row.length]).toEqual(shape);
      const { train, test, isRanked } = discoverSplit(users, items, interactions, { key: 'segue' });
      expect(test.row).toHaveLength(hidden);
      expect(chooseSplit(users, items, train, { key: 'segue' }).test.row).toHaveLength(inner);
      const input = { users, items, interactions: train, itemColumns: itemMeans(table!, train) };
      const score = modelScorer(finishFit(fitRegression(input, { regularisation: 10 })));
      const found = evaluateRanking(score, train, test, 10, { ties: 'mean', isRanked });
      expect(Math.abs(found.auc - auc)).toBeLessThan(0.01);
      expect(Math.abs(found.precision - precision)).toBeLessThan(0.03);
      expect(Math.abs(found.ndcg - ndcg)).toBeLessThan(0.04);
    });
  }
});
