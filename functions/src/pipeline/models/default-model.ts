import { SegueError } from '@segue/core/contract/errors';
import { may } from '@segue/core/contract/rights/table';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set } from '@segue/core/contract/stored/updates';
import type { Account } from '../records/access.js';
import { findDataset } from '../records/dataset-records.js';
import { addressOfModel, findModelOn, readableModel } from '../records/model-records.js';
import type { Context, Tree } from '../ports.js';

/** The full address of the default model; `null` for none. Earlier releases stored an id, which meant one model in the world. */
export async function chosenModel(tree: Tree): Promise<string | null> {
  const chosen = await tree.read(paths.defaultModel());
  if (chosen === null || chosen.includes('~') || (await findModelOn(tree, chosen, chosen))) return chosen;
  const key = await tree.read(paths.modelId(chosen));
  const model = key === null ? null : await tree.read(paths.model(key));
  return model && addressOfModel(model);
}

/**
 * The address of the model that answers `/api/recommendations`: the one that an administrator chose, and no other.
 * @throws no-model
 */
export async function defaultModel(tree: Tree): Promise<string> {
  const chosen = await chosenModel(tree);
  if (chosen !== null) return chosen;
  throw new SegueError('no-model', 'No default model is chosen. An administrator chooses one: segue default MODEL.');
}

/**
 * Makes a model on a public data set the default one; `null` leaves none.
 * @returns its address
 * @throws forbidden, model-not-found; conflict if its data set is private
 */
export async function chooseDefault(
  { tree }: Context,
  account: Account,
  address: string | null,
): Promise<string | null> {
  const actor = { standing: 'stranger', isAdministrator: account.isAdministrator } as const;
  if (!may(actor, 'change', 'defaultModel', { visibility: 'public' })) {
    throw new SegueError('forbidden', 'Only an administrator of this project chooses the default model.');
  }
  if (address === null) {
    await tree.write(remove(paths.defaultModel()));
    return null;
  }
  const { model } = await readableModel(tree, address, account.uid);
  const dataset = await findDataset(tree, model.dataset);
  if (dataset?.visibility !== 'public') {
    throw new SegueError(
      'conflict',
      `The model ${address} is on a private data set. The default model answers everybody.`,
    );
  }
  const chosen = addressOfModel(model);
  await tree.write(set(paths.defaultModel(), chosen));
  return chosen;
}
