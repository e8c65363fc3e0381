import { describe, expect, it } from '@jest/globals';
import { scoreFolded, type Liking } from '@segue/core/model/answers/fold-in';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { foldInByTerms } from '@segue/core/model/methods/fold-in/fold-in-by-terms';
import { foldInTermsOf } from '@segue/core/model/methods/fold-in/fold-in-terms';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { standardisedColumns } from '@segue/core/model/methods/standardised-columns';
import { serviceDefaults } from '@segue/core/model/parameters';
import { finishFit, inputOf, solveDense } from './fits.js';

const [USERS, ITEMS, LAMBDA] = [6, 20, 3];
const values = Array.from({ length: USERS }, (_, user) =>
  Array.from({ length: ITEMS }, (_, item) => (item > 0 && (user * 5 + item * 3) % 7 < 3 ? 1 : 0)),
);
const columns = Array.from({ length: ITEMS }, (_, item) => [item % 5, (item * item) % 11]);
const input = inputOf(values, columns);

function made(method: MethodName) {
  const recipe = { method, regularisation: LAMBDA };
  const model = finishFit(fitRecipe(input, recipe, { parameters: serviceDefaults }));
  const terms = foldInTermsOf(input, recipe, model);
  return { model, terms, scores: (likings: Liking[]) => scoreFolded(model, foldInByTerms(model, likings, terms)) };
}

const likes: Liking[] = [2, 5, 11].map((item) => ({ item, weight: 1 }));

describe('a new user of a regression', () => {
  const { terms, scores } = made('regression');

  it('is one more regression on who likes the items, and their numbers', () => {
    expect(terms).toMatchObject({ method: 'regression', regularisation: LAMBDA });
    const features = standardisedColumns(input.itemColumns!);
    const variables = Array.from({ length: ITEMS }, (_, item) => [
      ...values.map((row) => row[item]!),
      ...features.subarray(item * 2, item * 2 + 2),
      1,
    ]);
    const liked = variables.filter((row) => row.slice(0, USERS).includes(1));
    expect(liked.length).toBeLessThan(ITEMS);
    const width = USERS + 3;
    const system = Array.from({ length: width }, (_, a) =>
      Array.from({ length: width }, (_, b) =>
        liked.reduce((sum, row) => sum + row[a]! * row[b]!, a === b && a < width - 1 ? LAMBDA : 0),
      ),
    );
    const right = Array.from({ length: width }, (_, a) => likes.reduce((sum, { item }) => sum + variables[item]![a]!, 0)); // prettier-ignore
    const weights = solveDense(system, right);
    const expected = variables.map((row) => row.reduce((sum, value, a) => sum + value * weights[a]!, 0));
    scores(likes).forEach((score, item) => expect(score).toBeCloseTo(expected[item]!, 4));
  });

  it('has a score that is the sum of a part for each like', () => {
    const parts = likes.map((like) => scores([like]));
    scores(likes).forEach((score, item) => {
      expect(score).toBeCloseTo(parts.reduce((sum, part) => sum + part[item]!, 0), 4); // prettier-ignore
    });
  });

  it('learns nothing from a dislike', () => {
    expect(scores([...likes, { item: 3, weight: -1 }])).toEqual(scores(likes));
  });
});

describe('a new user of neighbours', () => {
  const { model, scores } = made('neighbours');

  it('has the sum of the rows of the likes', () => {
    const { noComponents: d, itemEmbeddings: rows } = model;
    const found = scores([{ item: 2, weight: 1 }, { item: 5, weight: 0.5 }, { item: 3, weight: -1 }]); // prettier-ignore
    const dot = (a: number, b: number) => Array.from({ length: d }, (_, j) => rows[a * d + j]! * rows[b * d + j]!).reduce((x, y) => x + y); // prettier-ignore
    found.forEach((score, item) => expect(score).toBeCloseTo(dot(2, item) + dot(5, item) / 2, 5));
  });
});

describe('a new user of popularity', () => {
  it('gets what everybody gets', () => {
    const { model, terms, scores } = made('popularity');
    expect(terms).toBeNull();
    expect([...scores(likes)]).toEqual([...modelScorer(model)(0)]);
  });
});

describe('a new user', () => {
  it.each(['softmax', 'ials', 'regression', 'neighbours', 'names'] as const)(
    'is refused an item that is not there: %s',
    (method) => {
      const { scores } = made(method);
      expect(() => scores([{ item: ITEMS, weight: 1 }])).toThrow(/no item 20; the model has items 0 to 19/);
      expect(() => scores([{ item: 0, weight: NaN }])).toThrow(/weight of item 0 is NaN/);
    },
  );
});
