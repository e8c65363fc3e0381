import { toConfiguration } from '../contract/requests.js';
import { guessRoles } from '../datasets/column-roles.js';
import type { ColumnProfile } from '../datasets/profile.js';
import { defineModel } from './configure-model.js';
import { changeDataset, findDataset } from './dataset-records.js';
import type { Context } from './ports.js';

/**
 * Gives a data set with Spotify-like columns its model without anybody asking, under the data set's own id. Decided
 * once: from then on the owner's word counts.
 */
export async function offerModel(context: Context, dataset: string, profile: ColumnProfile[]): Promise<void> {
  const record = await findDataset(context.tree, dataset);
  if (!record || record.modelOffered) return;
  const roles = guessRoles(profile);
  if (roles?.spotifyLike) {
    const { user, item, rating } = roles;
    await defineModel(context, record.owner, dataset, toConfiguration({ dataset, user, item, rating }), true);
  }
  await changeDataset(context, dataset, (current) => ({ ...current, modelOffered: true }));
}
