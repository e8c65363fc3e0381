import type { OpenColumns } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { ProfileSummary } from '@segue/core/tables/profile/profile';
import { proposedColumns } from '@segue/core/versions/proposed-columns';

/** The profile of all rows, and the names of the columns. */
export interface CountedProfile {
  summary: ProfileSummary;
  names: string[];
}

/** What a definition leaves to the columns' profile, and how to read that. */
export interface Proposals {
  open: OpenColumns;
  readProfile: (dataset: string) => Promise<CountedProfile | null>;
}

/**
 * The configuration of an `auto` model with what was left open filled in from the columns' profile: which numbers describe
 * the items, and whether a user cell is a list of users. Unchanged where the profile has not been counted yet.
 */
export async function proposeColumns(
  configuration: ModelConfiguration,
  { open, readProfile }: Proposals,
): Promise<ModelConfiguration> {
  const { model, dataset, user, item } = configuration;
  const profile = model === 'auto' ? await readProfile(dataset) : null;
  if (!profile) return configuration;
  const { itemFeatures, userLists } = proposedColumns(profile.summary, profile.names, { user, item });
  return {
    ...configuration,
    ...(open.itemFeatures && itemFeatures.length > 0 && { itemFeatures: [...itemFeatures] }),
    ...(open.userLists && userLists && { userLists }),
  };
}
