import { score } from '../kernels/representation.js';
import type { LossFunction } from './loss-function.js';
import { sigmoid } from './sigmoid.js';

/** Logistic loss: the score's sigmoid should be 1 for a value > 0 and 0 for a value ≤ 0. Samples nothing. */
export const logistic: LossFunction = (workspace, order) => {
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
