import { describe, expect, it } from '@jest/globals';
import type { ItemColumns } from '@segue/core/model/training/item-features';
import { epochsToKeep, type KnownData } from '@segue/core/model/training/kept-epochs';
import type { KernelName } from '@segue/core/model/training/train';
import { interactionsOf, parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const [USERS, ITEMS] = [80, 90];
const names = (letter: string, size: number) => Array.from({ length: size }, (_, i) => `${letter}${i}`);
const data: KnownData = {
  users: names('u', USERS),
  items: names('i', ITEMS),
  interactions: tasteInteractions(USERS, ITEMS, 3),
};
// Far too many components: what helps at first is learnt by heart later.
const parameters = parametersOf({ loss: 'bpr', noComponents: 40, epochs: 200, learningRate: 0.2 });

function run(known: KnownData, kernel?: KernelName): { seen: number; kept: number } {
  const epochs = epochsToKeep(known, parameters, { patience: 5, ...(kernel && { kernel }) });
  for (let seen = 0; ; seen++) {
    const step = epochs.next();
    if (step.done) return { seen, kept: step.value };
  }
}

describe('epochsToKeep', () => {
  it('stops where a part put aside is ranked no better, always at the same epoch', () => {
    const { seen, kept } = run(data);
    expect(kept).toBeLessThan(195);
    expect(seen).toBe(kept + 5);
    expect(run(data)).toEqual({ seen, kept });
    expect(run(data, 'exact')).toEqual(run(data, 'reference'));
  });

  it('counts what describes the items', () => {
    const values = Float64Array.from({ length: ITEMS }, (_, item) => item % 3);
    const itemColumns: ItemColumns = { items: ITEMS, columns: 1, values };
    const described = run({ ...data, itemColumns });
    expect(described.seen).toBe(Math.min(200, described.kept + 5));
    expect(described).not.toEqual(run(data));
  });

  it('keeps all epochs where there is nothing to put aside', () => {
    const single = { users: ['u'], items: ['i'], interactions: interactionsOf(1, 1, [[0, 0]]) };
    expect(run(single)).toEqual({ seen: 0, kept: 200 });
  });
});
