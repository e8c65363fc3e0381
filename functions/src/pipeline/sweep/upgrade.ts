import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import { chosenModel } from '../models/default-model.js';
import type { Context } from '../ports.js';
import { listTitles } from '../records/stored-titles.js';

/**
 * Brings data of earlier releases into today's form, a little at each sweep:
 * - ids of models, which belonged to one model in the world, now lie beside their data set, also that of the default model;
 * - what was changed of a public data set was readable by all, and stays so;
 * - titles read from a private data set are marked as its members' own.
 */
export async function upgradeStored(context: Context): Promise<void> {
  await moveModelIds(context);
  await openHistories(context);
  await closeTitles(context);
}

async function moveModelIds({ tree }: Context): Promise<void> {
  const chosen = await chosenModel(tree);
  if (chosen !== null && chosen !== (await tree.read(paths.defaultModel()))) {
    await tree.write(set(paths.defaultModel(), chosen));
  }
  const ids = (await tree.read(paths.modelIds())) ?? {};
  for (const [id, key] of Object.entries(ids)) {
    const model = await tree.read(paths.model(key));
    if (model) await tree.write({ ...set(paths.modelKey(id, model.dataset), key), ...remove(paths.modelId(id)) });
  }
}

/** Only of data sets whose visibility nobody has chosen since: those have had a public history of their own from the beginning. */
async function openHistories({ tree }: Context): Promise<void> {
  const { entries: datasets } = await tree.readEach(paths.datasets());
  for (const [id, record] of datasets) {
    if (record.visibility !== 'public' || record.visibilityChosen || record.switches !== undefined) continue;
    const [all, open] = await Promise.all([tree.keys(paths.history(id)), tree.keys(paths.publicHistory(id))]);
    if (all.every((key) => open.includes(key))) continue;
    const { entries } = await tree.readEach(paths.history(id));
    const updates: Updates = {};
    for (const [key, entry] of entries) Object.assign(updates, set(paths.publicHistory(id).child(key), entry));
    await tree.write(updates);
  }
}

async function closeTitles({ tree }: Context): Promise<void> {
  for (const { place, dataset } of await listTitles(tree)) {
    const record = await tree.read(paths.dataset(dataset));
    if (record?.visibility !== 'private' || (await tree.read(place.private)) === true) continue;
    await tree.write(set(place.private, true));
  }
}
