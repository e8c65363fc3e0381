import { describe, expect, it } from '@jest/globals';
import { kernels, type KernelName } from '@segue/core/model/kernels/choice';
import { lossNames, lossOf } from '@segue/core/model/losses/losses';
import type { LearningSchedule } from '@segue/core/model/parameters';
import { modelScorer, scoreTastes, similarItems, similarUsers, topItems } from '@segue/core/model/answers/recommend';
import { trainModel } from '@segue/core/model/training/train';
import { interactionsOf, parametersOf } from './interactions.js';

const SIZE = 20;

/**
 * Users like the items of their own parity, all but the one with their own number: that is the right recommendation (the
 * idea is that of the `implicit` library). Items of the other parity are dislikes, which only logistic looks at.
 */
const board = interactionsOf(
  SIZE,
  SIZE,
  Array.from({ length: SIZE * SIZE }, (_, cell) => [cell % SIZE, Math.floor(cell / SIZE)] as const)
    .filter(([user, item]) => user !== item)
    .map(([user, item]) => [user, item, (user + item) % 2 === 0 ? 1 : -1] as const),
);
const likes = interactionsOf(
  SIZE,
  SIZE,
  Array.from(board.row, (user, entry) => [user, board.col[entry]!] as const).filter(
    ([user, item]) => (user + item) % 2 === 0,
  ),
);

// Few components: with many the model learns by heart which items a user does not have, and no longer generalises.
const settings = parametersOf({ noComponents: 3, epochs: 30 });

const losses = lossNames();
const schedules: LearningSchedule[] = ['adagrad', 'adadelta'];

const names = Object.keys(kernels) as KernelName[];
const cases = names.flatMap((kernel) => losses.map((loss) => [loss, kernel] as const));

describe.each(cases)('trainModel with %s, by the %s kernel', (loss, kernel) => {
  it.each(schedules)('recommends user u item u on the checkerboard, with %s', (learningSchedule) => {
    // Only logistic knows dislikes; for the others a stored entry, whatever its value, is never a negative.
    const data = lossOf(loss).isRanking ? likes : board;
    const model = trainModel(data, { ...settings, loss, learningSchedule }, { kernel });
    const score = modelScorer(model);
    for (let user = 0; user < SIZE; user++) {
      const known = (item: number) => item !== user && (user + item) % 2 === 0;
      expect(topItems(score(user), 1, known)[0]?.item).toBe(user);
    }
    for (let index = 0; index < SIZE; index++) {
      const parity = (other: number) => (other + index) % 2;
      expect(similarItems(model, index, SIZE / 2 - 1).map(({ item }) => parity(item))).not.toContain(1);
      expect(similarUsers(model, index, SIZE / 2 - 1).map(({ user }) => parity(user))).not.toContain(1);
    }
  });

  it('turns round with a dislike', () => {
    const data = lossOf(loss).isRanking ? likes : board;
    const model = trainModel(data, { ...settings, loss }, { kernel });
    const { scores } = scoreTastes(model, [
      { kind: 'user', index: 4, weight: -1 },
      { kind: 'item', index: 7, weight: 1 },
    ]);
    const best = topItems(scores, SIZE / 2).map(({ item }) => item % 2);
    expect(best).toEqual(new Array(SIZE / 2).fill(1));
  });
});
