import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { guessRoles, mayBeSpotifyLike } from '@segue/core/tables/columns/column-roles';
import { finishProfile } from '@segue/core/tables/profile/profile';
import type { CountedProfile } from './propose-columns.js';
import { defineModel } from './configure-model.js';
import { changeDataset, findDataset } from '../records/dataset-records.js';
import { findModelOn } from '../records/model-records.js';
import type { Context } from '../ports.js';

/**
 * Creates a model for a data set with Spotify-like columns automatically, under the data set's own id. Each new profile
 * is checked, because edited rows or a new file may turn the columns into what their names say. The model is offered
 * only once: from then on the owner decides, even to delete it. The profile is read only if it could matter.
 */
export async function offerModel(
  context: Context,
  dataset: string,
  columns: string[],
  readProfile: () => Promise<CountedProfile>,
): Promise<void> {
  if (!mayBeSpotifyLike(columns)) return;
  const record = await findDataset(context.tree, dataset);
  if (!record || record.modelOffered) return;
  const profile = await readProfile();
  const roles = guessRoles(finishProfile(profile.summary, profile.names));
  if (!roles?.spotifyLike) return;
  // If a model already has this id, its author has chosen the columns.
  if ((await findModelOn(context.tree, dataset, dataset)) === null) {
    const { user, item, rating } = roles;
    await defineModel(context, record.owner, dataset, toConfiguration({ dataset, user, item, rating }), {
      automatic: true,
      proposals: { open: { itemFeatures: true, userLists: true }, readProfile: () => Promise.resolve(profile) },
    });
  }
  await changeDataset(context, dataset, (current) => ({ ...current, modelOffered: true }));
}
