/*
 * Import this before anything that reads the table of losses: everything derived from the table then contains one more
 * row, a loss that only the reference kernel supports. Jest gives each test file its own copy of the table.
 */
import { score } from '@segue/core/model/kernels/representation';
import type { LossDefinition, LossFunction } from '@segue/core/model/losses/loss-definition';
import { losses, type Loss } from '@segue/core/model/losses/losses';
import { referenceEpochs } from '@segue/core/model/losses/reference-epochs';

/** The score of a known pair should be 1. */
const toyEpoch: LossFunction = (workspace, order) => {
  const { interactions, users, items } = workspace;
  for (const example of order) {
    const [user, item] = [interactions.row[example]!, interactions.col[example]!];
    users.represent(user, workspace.user);
    items.represent(item, workspace.item);
    workspace.pointwiseStep(score(workspace.user, workspace.item) - 1, user, item);
    workspace.checkScales();
  }
};

const toy: LossDefinition = {
  description: 'draw each score towards 1',
  isRanking: false,
  samples: false,
  weights: { refusal: 'toy takes no weights.' },
  parameters: ['k'],
};

Object.assign(losses, { toy });
Object.assign(referenceEpochs, { toy: toyEpoch });

/** The name of the loss. */
export const toyLoss = 'toy' as Loss;
