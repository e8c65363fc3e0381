import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '@segue/core/tables/cells';
import type { Threshold } from '@segue/core/contract/threshold';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import { randomHoldOut, splitBy } from '@segue/core/model/evaluation/hold-out';
import { likedAboveDisliked } from '@segue/core/model/evaluation/opinions';
import { trainModel } from '@segue/core/model/training/train';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { summariseInteractions, type InteractionSums } from '@segue/core/tables/sums/interactions';
import { likesRule } from '@segue/core/versions/likes';
import { likesWords } from '@segue/core/versions/answering/likes-words';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { seeded } from '../support/seeded.js';
import { parametersOf } from '../model/interactions.js';

type Rating = readonly [user: string, item: string, rating: Cell];

function sumsOf(ratings: readonly Rating[]): InteractionSums {
  const rows = ratings.map((cells, index) => ({ index, cells: [...cells] }));
  return summariseInteractions(rows, { user: 0, item: 1, rating: 2 });
}

/** `users` people who rate `items` things, each with the rating that a formula gives. */
function table(users: number, items: number, rate: (user: number, item: number) => Cell): Rating[] {
  return Array.from({ length: users * items }, (_, at) => {
    const [user, item] = [Math.floor(at / items), at % items];
    return [`u${user}`, `i${item}`, rate(user, item)] as const;
  });
}

const ruleOf = (ratings: readonly Rating[], threshold: Threshold = 'auto') => likesRule(sumsOf(ratings), threshold);
const stars = table(8, 10, (user, item) => 1 + ((3 * user + item) % 5));

describe('which ratings are likes', () => {
  it('are the upper 60 % of any even scale of 2 to 10 steps', () => {
    const scale = fc.record({
      steps: fc.integer({ min: 3, max: 10 }),
      size: fc.constantFrom(0.5, 1, 2, 10),
      lowest: fc.constantFrom(-2, 0, 0.5, 1, 10),
      turn: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(scale, ({ steps, size, lowest, turn }) => {
        const rule = ruleOf(table(9, 10, (user, item) => lowest + size * ((turn + 11 * user + item) % steps)))!;
        const highest = lowest + size * (steps - 1);
        expect(rule.scale).toEqual({ lowest, highest });
        const part = (value: number) => (value - lowest) / (highest - lowest);
        expect(part(rule.likedFrom)).toBeGreaterThanOrEqual(0.6 - 1e-9);
        expect(part(rule.likedFrom - size)).toBeLessThan(0.6);
        expect(part(rule.dislikedTo!)).toBeLessThanOrEqual(0.4 + 1e-9);
        expect(part(rule.dislikedTo! + size)).toBeGreaterThan(0.4);
      }),
      seeded(200),
    );
  });

  it('are those of the highest and the lowest star too, where nobody gives others', () => {
    const love = table(10, 12, (user, item) => ((5 * user + item) % 7 === 0 ? 5 : 1));
    expect(ruleOf(love)).toEqual({ likedFrom: 5, dislikedTo: 1, scale: { lowest: 1, highest: 5 } });
  });

  it('are told by the means where pairs come more than once', () => {
    expect(ruleOf([...stars, ...stars])).toEqual(ruleOf(stars));
  });

  it('are four and five of five stars', () => {
    const rule = ruleOf(stars)!;
    expect(rule).toEqual({ likedFrom: 4, dislikedTo: 2, scale: { lowest: 1, highest: 5 } });
    expect(likesWords(rule)).toBe('rated 4 or more on a scale from 1 to 5');
  });

  it.each<[string, readonly Rating[]]>([
    [
      'counts, each rarer than the one below',
      table(10, 12, (user, item) => [1, 1, 1, 1, 2, 2, 3][(5 * user + item) % 7]!),
    ],
    ['eleven steps and more', table(10, 12, (user, item) => (5 * user + item) % 11)],
    ['a number of the item', table(10, 12, (_, item) => item % 5)],
    ['steps of different sizes', table(10, 12, (user, item) => [1, 2.5, 4.7, 9][(user + item) % 4]!)],
    ['values that do not come again', table(1, 5, (_, item) => item)],
    ['ones alone', table(4, 5, () => 1)],
    ['ratings of a few', table(10, 10, (user, item) => (item > 2 ? '' : 1 + ((user + item) % 5)))],
    ['ratings that nobody gave', table(5, 6, () => '')],
  ])('are not told by %s', (_, ratings) => {
    expect(ruleOf(ratings)).toBeNull();
  });

  it('can be said, with a scale and without one', () => {
    expect(ruleOf(stars, 3)).toEqual({ likedFrom: 3, dislikedTo: 2, scale: { lowest: 1, highest: 5 } });
    expect(ruleOf(stars, 2)).toMatchObject({ likedFrom: 2, dislikedTo: 1 });
    expect(
      ruleOf(
        table(4, 5, (_, item) => 10 * item),
        20,
      ),
    ).toEqual({ likedFrom: 20 });
  });
});

describe('prepared interactions', () => {
  const prepare = (ratings: readonly Rating[], threshold?: Threshold) =>
    prepareInteractions(sumsOf(ratings), {
      minimumRows: 1,
      weight: 'none',
      model: 'softmax',
      ...(threshold !== undefined && { threshold }),
    });

  it('know all that is rated, and tell likes from dislikes and the rest', () => {
    const { interactions, known, likes } = prepare([...stars, ['u0', 'i77', '']], 'auto');
    const of = (user: number) => interactions.value.filter((_, at) => interactions.row[at] === user);
    // i0 to i9 by u0: 1 2 3 4 5 1 2 3 4 5; i77, after i7, has no rating.
    expect([...of(0)]).toEqual([-1, -1, 0, 1, 1, -1, -1, 0, 0, 1, 1]);
    expect(known.indices).toHaveLength(81);
    expect(likes).toMatchObject({ likedFrom: 4 });
  });

  it('take each row as a like without a threshold, but never a negative one', () => {
    expect(prepare(stars).interactions.value.every((value) => value === 1)).toBe(true);
    const thumbs = prepare(table(3, 4, (user, item) => ((user + item) % 2 === 0 ? 1 : -1)));
    expect([...thumbs.interactions.value.slice(0, 4)]).toEqual([1, -1, 1, -1]);
  });

  it('teach nothing by what is neither', () => {
    const { value, weight } = prepare(stars, 'auto').interactions;
    expect([...weight!]).toEqual(Array.from(value, (one) => (one === 0 ? 0 : 1)));
  });

  it('say what to do where nothing is liked', () => {
    expect(() => prepare(stars, 9)).toThrow('No rating is 9 or more, so nothing is liked. Set another threshold');
  });

  it('give the logistic loss both of its sides', () => {
    const rate = (user: number, item: number) => (user % 2 === item % 2 ? 5 : 1);
    const { interactions } = prepare(table(12, 12, rate), 'auto');
    const model = trainModel(interactions, parametersOf({ loss: 'logistic', noComponents: 4, epochs: 40 }));
    const parts = splitBy(interactions, new Uint8Array(144).fill(1));
    expect(likedAboveDisliked(modelScorer(model), parts.test, parts.disliked!)!.share).toBeGreaterThan(0.95);
  });
});

describe('a split', () => {
  const { users, items, interactions } = prepareInteractions(sumsOf(stars), {
    minimumRows: 1,
    weight: 'none',
    threshold: 'auto',
  });
  const valueAt = (row: number, col: number) =>
    interactions.value.find((_, at) => interactions.row[at] === row && interactions.col[at] === col)!;

  it('tests on likes, and sets dislikes aside', () => {
    const { train, test, disliked } = randomHoldOut(interactions, 0.5, 3);
    expect(test.row.every((user, at) => valueAt(user, test.col[at]!) === 1)).toBe(true);
    expect(disliked!.row.every((user, at) => valueAt(user, disliked!.col[at]!) === -1)).toBe(true);
    expect(train.row).toHaveLength(40);
    expect(test.row.length).toBeGreaterThan(5);
    expect(disliked!.row.length).toBeGreaterThan(5);
  });

  it('keeps dislikes in train where discoveries are hidden, since they are known', () => {
    const parts = discoverSplit(users, items, interactions, { key: 'segue' });
    expect(parts.test.row.length).toBeGreaterThan(0);
    expect(parts.disliked).toBeUndefined();
  });

  it('is judged by how often a like stands above a dislike', () => {
    const cells = (pairs: [number, number][]) => ({
      users: 2,
      items: 4,
      row: Int32Array.from(pairs, ([user]) => user),
      col: Int32Array.from(pairs, ([, item]) => item),
    });
    const score = () => Float32Array.of(3, 2, 2, 1);
    const liked = cells([[0, 0], [0, 1], [1, 0]]); // prettier-ignore
    // 3 > 2, 3 > 1, 2 = 2, 2 > 1; user 1 dislikes nothing.
    expect(likedAboveDisliked(score, liked, cells([[0, 2], [0, 3]]))).toEqual({ share: 3.5 / 4, comparisons: 4 }); // prettier-ignore
    expect(likedAboveDisliked(score, liked, cells([]))).toBeNull();
  });
});

describe('a definition', () => {
  const define = (more: object) =>
    toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'who', item: 'what', rating: 'stars', ...more }));

  it('takes likes by the scale unless LightFM is asked for by name, or a threshold is given', () => {
    expect(define({}).threshold).toBe('auto');
    expect(define({ model: 'ials' }).threshold).toBe('auto');
    expect(define({ loss: 'warp' }).threshold).toBeUndefined();
    expect(define({ model: 'names' }).threshold).toBeUndefined();
    expect(define({ threshold: 'none' }).threshold).toBeUndefined();
    expect(define({ threshold: 3.5, loss: 'warp' }).threshold).toBe(3.5);
    expect(define({ rating: null }).threshold).toBeUndefined();
    expect(modelDefinition.safeParse({ dataset: 'd', user: 'a', item: 'b', threshold: 'some' }).success).toBe(false);
  });
});
