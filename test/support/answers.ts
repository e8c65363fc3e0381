import { recommendForUser, type KnownMode } from '../../functions/src/pipeline/answer.js';
import { loadModel } from '../../functions/src/pipeline/load-model.js';
import type { SimulatedProject } from './simulated-project.js';

/** Names of the items a public model recommends. */
export async function answerFor(
  { tree }: SimulatedProject,
  model: string,
  question: { user: string; count: number; known: KnownMode },
): Promise<string[]> {
  const loaded = await loadModel(tree, model, null);
  return recommendForUser(loaded, { ...question, fallback: 'none' }).items.map(({ item }) => item);
}
