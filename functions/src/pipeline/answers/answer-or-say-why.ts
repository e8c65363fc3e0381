import { SegueError } from '@segue/core/contract/errors';
import { leftOutSentence } from '@segue/core/versions/answering/left-out';
import type { LoadedModel } from './load-model.js';
import { UnknownItem } from './resolve-names.js';

/**
 * Computes an answer. What the version leaves out is read only if the question names an item that the model does not have.
 * @throws unknown-item, which says so if the version leaves the item out, with its `rows` and the `minimumRows` it needed
 */
export async function answerOrSayWhy<T>(loaded: LoadedModel, answer: () => T): Promise<T> {
  try {
    return answer();
  } catch (error) {
    throw error instanceof UnknownItem ? await sayWhy(loaded, error) : error;
  }
}

async function sayWhy({ leftOut }: LoadedModel, error: UnknownItem): Promise<SegueError> {
  const known = await leftOut();
  const found = known?.find(error.item);
  if (!known || !found) return error;
  const { minimumRows } = known;
  const { rows } = found;
  const message = `${leftOutSentence(found, known)} Lower minimumRows, or add rows.`;
  return new SegueError('unknown-item', message, { ...error.extra, rows, minimumRows });
}
