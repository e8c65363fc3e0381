import { describe, expect, it } from '@jest/globals';
import { popularityScorer, randomScorer } from '@segue/core/model/evaluation/baselines';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { interactionsOf } from './interactions.js';

describe('popularityScorer', () => {
  it('counts positive entries, the same for every user', () => {
    const score = popularityScorer(interactionsOf(3, 3, [[0, 1], [1, 1], [2, 2], [0, 0, -1]])); // prettier-ignore
    expect([...score(0)]).toEqual([0, 2, 1]);
    expect(score(2)).toEqual(score(0));
  });
});

describe('randomScorer', () => {
  it('is as good as chance', () => {
    const entries = Array.from({ length: 400 }, (_, user) => [user, (user * 37) % 200] as const);
    const test = interactionsOf(400, 200, entries);
    const evaluation = evaluateRanking(randomScorer(200, 1), interactionsOf(400, 200, []), test, 20);
    expect(evaluation.auc).toBeGreaterThan(0.44);
    expect(evaluation.auc).toBeLessThan(0.56);
    expect(evaluation.recall).toBeLessThan(0.16);
  });

  it('gives a user the same scores again, another user and another seed others', () => {
    const scores = (seed: number, user: number) => [...randomScorer(50, seed)(user)];
    expect(scores(3, 4)).toEqual(scores(3, 4));
    expect(scores(3, 4)).not.toEqual(scores(3, 5));
    expect(scores(3, 4)).not.toEqual(scores(4, 4));
  });
});
