import { describe, expect, test } from '@jest/globals';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { WorkerRandom } from '@segue/core/model/random';
import type { Interactions } from '@segue/core/model/sparse';
import { fitConfigured } from '@segue/core/versions/training-options';
import { measureChance, type SharedLists } from '@segue/core/versions/measure-chance';
import { interactionsOf } from '../model/interactions.js';

/** Pairs drawn evenly, sorted as prepared ones are: there is nothing to learn. */
function noise(users: number, items: number, share: number): Interactions {
  const random = new WorkerRandom(7);
  const entries: [number, number][] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) if (random.below(1000) < 1000 * share) entries.push([user, item]);
  }
  return interactionsOf(users, items, entries);
}

function dataOf(interactions: Interactions) {
  const { users, items, row, col } = interactions;
  const indptr = new Int32Array(users + 1);
  for (const user of row) indptr[user + 1]!++;
  for (let user = 0; user < users; user++) indptr[user + 1]! += indptr[user]!;
  const named = (word: string, count: number) => Array.from({ length: count }, (_, at) => `${word} ${at}`).sort();
  return { users: named('user', users), items: named('item', items), interactions, known: { indptr, indices: col } };
}

function configurationOf(changes: Partial<ModelConfiguration>): ModelConfiguration {
  const { model: _, ...lightFm } = toConfiguration({ dataset: 'd', user: 'u', item: 'i', loss: 'warp' });
  return { ...lightFm, epochs: 5, noComponents: 8, ...changes };
}

function endOf<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The chance of a model that was trained with `seed`; the one it is compared with has the seed after that of `changes`. */
function chanceOf(interactions: Interactions, changes: Partial<ModelConfiguration>, seed = 0): SharedLists {
  const data = dataOf(interactions);
  const configuration = configurationOf(changes);
  const published = endOf(fitConfigured(data, { ...configuration, randomState: seed }));
  const shared = endOf(measureChance(data, configuration, published));
  if (!shared) throw new Error('No user counts.');
  return shared;
}

const table = noise(40, 120, 0.1);

describe('measureChance', () => {
  test('finds lists of noise that other seeds change', () => {
    const { overlap, ...compared } = chanceOf(table, {});
    expect(compared).toEqual({ places: 10, users: 40 });
    expect(overlap).toBeLessThan(0.8);
    expect(overlap).toBeGreaterThan(0);
  });

  test('finds nothing to change where both are trained with the same seed', () => {
    expect(chanceOf(table, { randomState: 3 }, 4).overlap).toBe(1);
  });

  test('takes the first seed after the last', () => {
    expect(chanceOf(table, { randomState: 2 ** 32 - 1 }, 0).overlap).toBe(1);
  });

  test.each<MethodName>(['popularity', 'ials'])('finds nothing to change in %s, which has one optimum', (model) => {
    expect(chanceOf(table, { model }).overlap).toBe(1);
  });

  test('trains for as many epochs as the configuration says, and can be stopped between them', () => {
    const configuration = configurationOf({ epochs: 3 });
    const data = dataOf(table);
    const published = endOf(fitConfigured(data, configuration));
    expect([...measureChance(data, configuration, published)].map(({ epoch, of }) => [epoch, of])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test('compares at most 200 users', () => {
    expect(chanceOf(noise(260, 30, 0.1), { epochs: 1 }).users).toBe(200);
    expect(chanceOf(noise(200, 30, 0.1), { epochs: 1 }).users).toBe(200);
  });

  test('leaves out users with ten candidates or fewer, whose first ten never change', () => {
    const few = Array.from({ length: 15 }, (_, item): [number, number] => [1, item]);
    expect(chanceOf(interactionsOf(2, 20, [[0, 3], ...few]), {}).users).toBe(1);
    const data = dataOf(interactionsOf(2, 11, [[0, 3], [1, 4]])); // prettier-ignore
    const published = endOf(fitConfigured(data, configurationOf({})));
    expect(endOf(measureChance(data, configurationOf({}), published))).toBeNull();
  });
});
