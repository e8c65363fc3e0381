import { score } from '../kernels/representation.js';
import type { LossDefinition, LossFunction } from './loss-definition.js';
import { sigmoid } from './sigmoid.js';

/** The score's sigmoid should be 1 for a value > 0 and 0 for a value ≤ 0. Samples nothing. */
export const logisticEpoch: LossFunction = (workspace, order) => {
  const { interactions, users, items } = workspace;
  for (const example of order) {
    const user = interactions.row[example]!;
    const item = interactions.col[example]!;
    const target = interactions.data[example]! <= 0 ? 0 : 1;
    users.represent(user, workspace.user);
    items.represent(item, workspace.item);
    const prediction = sigmoid(score(workspace.user, workspace.item));
    workspace.pointwiseStep(workspace.weight(example) * (prediction - target), user, item);
    workspace.checkScales();
  }
};

/** Logistic loss: a classifier of likes and dislikes. */
export const logistic: LossDefinition = {
  description: 'is it a like or a dislike? needs both in the data',
  isRanking: false,
  samples: false,
  weights: 'taken',
  parameters: [],
};
