import type { Interactions } from '../../sparse.js';
import type { Embeddings } from '../../state.js';
import { pack } from './packed-model.js';
import { softmaxProblem, type SoftmaxObjective } from './softmax-problem.js';

/**
 * The value of the objective that `fitSoftmax` minimises, at any embeddings of these users and items; their users' biases
 * have no part in it.
 *
 * @throws ModelError `value` as `fitSoftmax` does.
 */
export function softmaxObjectiveAt(
  embeddings: Embeddings,
  interactions: Interactions,
  objective: Omit<SoftmaxObjective, 'noComponents'> = {},
): number {
  const { noComponents } = embeddings;
  const { kernel, model, penalties } = softmaxProblem(interactions, { ...objective, noComponents }, 2);
  const values = kernel.create();
  pack(model, values, embeddings);
  return kernel.evaluate(values, penalties, kernel.create());
}
