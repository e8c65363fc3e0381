import type { OpenColumns } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration, ModelRecord } from '@segue/core/contract/stored/model';
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

/** A configuration, and what it leaves open until the profile is counted. */
export type Proposed = Pick<ModelRecord, 'configuration' | 'open'>;

/** The configuration of an `auto` model with what was left open filled in, or what is open still without a profile. */
export async function proposeColumns(
  configuration: ModelConfiguration,
  { open, readProfile }: Proposals,
): Promise<Proposed> {
  if (configuration.model !== 'auto' || Object.keys(open).length === 0) return { configuration };
  const profile = await readProfile(configuration.dataset);
  return profile ? { configuration: fillColumns(configuration, open, profile) } : { configuration, open };
}

/** Fills in from the columns' profile which numbers describe the items, and whether a user cell is a list of users. */
export function fillColumns(
  configuration: ModelConfiguration,
  open: OpenColumns,
  { summary, names }: CountedProfile,
): ModelConfiguration {
  const { user, item } = configuration;
  const { itemFeatures, userLists } = proposedColumns(summary, names, { user, item });
  return {
    ...configuration,
    ...(open.itemFeatures && itemFeatures.length > 0 && { itemFeatures: [...itemFeatures] }),
    ...(open.userLists && userLists && { userLists }),
  };
}
