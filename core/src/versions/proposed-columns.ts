import { cellText } from '../tables/cells.js';
import { isListColumn } from '../tables/columns/list-cells.js';
import { columnFacts } from '../tables/profile/column-facts.js';
import { finishProfile, type ProfileSummary } from '../tables/profile/profile.js';
import { proposeFeatureColumns, type LeftOutColumn } from './feature-columns.js';

/** What an `auto` model takes from a table beside its users and items. */
export interface ProposedColumns {
  /** Numbers that describe the items. */
  readonly itemFeatures: readonly string[];
  /** The other columns, with the reason. */
  readonly leftOut: readonly LeftOutColumn[];
  /** Whether a user cell is a list of users. */
  readonly userLists: boolean;
}

/** Proposes columns by the profile of all rows and the names of the columns. */
export function proposedColumns(
  summary: ProfileSummary,
  names: readonly string[],
  roles: { user: string; item: string },
): ProposedColumns {
  const { columns, leftOut } = proposeFeatureColumns(columnFacts(summary, names), roles);
  const values = finishProfile(summary, [...names]).find(({ name }) => name === roles.user)?.topValues ?? [];
  return { itemFeatures: columns, leftOut, userLists: isListColumn(values.map(({ value }) => cellText(value))) };
}
