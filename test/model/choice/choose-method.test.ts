import { describe, expect, it } from '@jest/globals';
import { chooseMethod } from '@segue/core/model/choice/choose-method';
import { inputOf, measureModel, type DivisibleData } from '@segue/core/model/choice/discovery';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import { meanOf } from '@segue/core/model/evaluation/evaluate';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { Recipe } from '@segue/core/model/methods/recipe';
import { serviceDefaults } from '@segue/core/model/parameters';
import type { Cells } from '@segue/core/model/sparse';
import { WorkerRandom } from '@segue/core/model/random';
import type { ItemColumns } from '@segue/core/model/training/item-features';
import { itemMeans, readRecommendTable, tableCuts } from '../../support/recommend-tables.js';
import { interactionsOf } from '../interactions.js';
import { finishFit } from '../methods/fits.js';

const options = { parameters: serviceDefaults };

/** Data by pairs of indices; the names are in the order of the indices. */
function dataOf(
  users: number,
  items: number,
  pairs: readonly [number, number][],
  describe?: () => ItemColumns,
): DivisibleData {
  const names = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${10_000 + i}`);
  const sorted = [...new Map(pairs.map((pair) => [pair[0] * items + pair[1], pair])).values()];
  sorted.sort(([a, b], [c, d]) => a - c || b - d);
  const interactions = interactionsOf(users, items, sorted);
  return { users: names('u', users), items: names('i', items), interactions, describe };
}

/** A number in [0, 1) at each call. */
function randomOf(seed: number): () => number {
  const random = new WorkerRandom(seed);
  return () => (random.next() >>> 7) / 16777216;
}

/** Genres to which artists belong by the sign of their numbers. */
function genres(): DivisibleData {
  const [users, items, columns] = [6, 300, 4];
  const random = randomOf(7);
  const values = Float64Array.from({ length: items * columns }, () => random() - 0.5);
  const pairs: [number, number][] = [];
  for (let item = 0; item < items; item++) {
    for (let user = 0; user < users; user++) {
      const fits = values[item * columns + (user % columns)]! > 0.15 ? 0.6 : 0.04;
      if (random() < fits) pairs.push([user, item]);
    }
  }
  return dataOf(users, items, pairs, () => ({ items, columns, values }));
}

/** Users who take what is popular, whoever they are. */
function tasteFree(users: number, items: number): DivisibleData {
  const random = randomOf(3);
  const pairs = Array.from({ length: users }, (_, user) =>
    Array.from({ length: 12 }, (): [number, number] => [user, Math.floor(items * random() ** 3)]),
  );
  return dataOf(users, items, pairs.flat());
}

/** Two circles of users who like different halves of the items. */
function circles(): DivisibleData {
  const random = randomOf(11);
  const pairs: [number, number][] = [];
  for (let user = 0; user < 400; user++) {
    for (let i = 0; i < 8; i++) pairs.push([user, (user % 4) * 40 + Math.floor(random() * 40)]);
  }
  return dataOf(400, 160, pairs);
}

/** The choice as a training makes it: by the train part alone. */
function chosen(data: DivisibleData) {
  const { train } = discoverSplit(data.users, data.items, data.interactions, { key: 'segue' });
  return finishFit(chooseMethod({ ...data, interactions: train }, options, 'segue'));
}

function measured(data: DivisibleData, recipe: Recipe) {
  const parts = discoverSplit(data.users, data.items, data.interactions, { key: 'segue' });
  return meanOf(measureModel(finishFit(fitRecipe(inputOf(data, parts.train), recipe, options)), parts), 10);
}

describe('the automatic choice', () => {
  it('takes the regression for genres whose artists are described, and it is the best there', () => {
    const data = genres();
    const choice = chosen(data);
    expect(choice).toMatchObject({ recipe: { method: 'regression', regularisation: 10 }, why: 'compared' });
    expect(choice.candidates.map(({ method }) => method)).toEqual(['regression', 'softmax', 'popularity']);
    const own = measured(data, choice.recipe);
    for (const method of ['softmax', 'names', 'popularity'] as const) {
      expect(own.ndcg).toBeGreaterThan(measured(data, { method }).ndcg);
    }
  });

  it('takes popularity where nobody has a taste', () => {
    expect(chosen(tasteFree(320, 500)).recipe).toEqual({ method: 'popularity' });
  });

  it('compares what is on the menu for users and items, and takes one that knows circles of taste', () => {
    const data = circles();
    const choice = chosen(data);
    expect(choice.candidates).toHaveLength(7);
    expect(['ials', 'softmax', 'neighbours']).toContain(choice.recipe.method);
    expect(measured(data, choice.recipe).auc).toBeGreaterThan(measured(data, { method: 'popularity' }).auc + 0.2);
  });

  it('says where there are too few pairs to compare by, and goes by how well the items are described', () => {
    const pairs: [number, number][] = [[0, 0], [0, 1], [1, 1], [1, 2]]; // prettier-ignore
    const columns = (count: number) => ({ items: 3, columns: count, values: new Float64Array(3 * count).fill(1) });
    const chosen = (describe?: () => ItemColumns) =>
      finishFit(chooseMethod(dataOf(2, 3, pairs, describe), options, 'segue'));
    expect(chosen(() => columns(3))).toMatchObject({
      recipe: { method: 'regression' },
      why: 'few-pairs',
      candidates: [],
    });
    expect(chosen(() => columns(2))).toMatchObject({ recipe: { method: 'softmax' }, why: 'few-pairs' });
    expect(chosen()).toMatchObject({ recipe: { method: 'softmax' }, why: 'few-pairs' });
  });
});

describe('the automatic choice on the tables of the study', () => {
  for (const name of ['19k', 'tidy26k', 'norm2k', 'chart3k'] as const) {
    const table = readRecommendTable(name);
    const reason = table ? '' : ` (skipped: ../shared/data/${tableCuts[name].file} is not at hand)`;
    (table ? it : it.skip)(`is the regression for ${name}${reason}`, () => {
      const { users, items, interactions } = table!;
      const data = {
        users,
        items,
        interactions,
        describe: (pairs: Cells) => itemMeans(table!, pairs),
      };
      const choice = chosen(data);
      expect(choice.recipe).toEqual({ method: 'regression', regularisation: users.length < 100 ? 10 : 100 });
    });
  }
});
