import type { KnownMode } from '@segue/core/contract/api/recommendations';
import { recommendForUser } from '@segue/functions/pipeline/answers/answer';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import type { SimulatedProject } from './simulated-project.js';
import { typed } from './typed-tree.js';

/** Names of the items that a public model recommends. */
export async function answerFor(
  { tree }: SimulatedProject,
  model: string,
  question: { user: string; count: number; known: KnownMode },
): Promise<string[]> {
  const loaded = await loadModel(typed(tree), model, null);
  return recommendForUser(loaded, { ...question, fallback: 'none' }).items.map(({ item }) => item);
}
