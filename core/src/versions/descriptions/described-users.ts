import type { TagName } from '../../contract/descriptions.js';
import type { ModelConfiguration } from '../../contract/stored/model.js';
import type { ItemColumns } from '../../model/training/item-features.js';
import type { IndexedPair } from './described-items.js';
import type { LoneDescriptions } from './take-descriptions.js';
import { besideTags, tagReader, tagShares, learnableTags, type DescribedPair } from './tag-columns.js';

/** What describes the users of a model: tags alone. */
export interface DescribedUsers {
  /** A row per user, in their order: its `items` are users. */
  readonly columns: ItemColumns;
  /** The tags in the order of their columns. */
  readonly tags: readonly TagName[];
}

/** The tags of users, over the rows of their pairs and those without an item; `null` if no tag says anything. */
export function describeUsers(
  data: {
    readonly entries: readonly IndexedPair[];
    readonly lone: LoneDescriptions;
    readonly users: readonly string[];
  },
  { itemTags = [], userTags = [] }: Pick<ModelConfiguration, 'itemTags' | 'userTags'>,
): DescribedUsers | null {
  if (userTags.length === 0) return null;
  const { entries, lone, users } = data;
  const own = users.flatMap((name, row): DescribedPair[] => {
    const pair = lone.ofUsers.get(name);
    return pair ? [{ row, pair }] : [];
  });
  const rows = [...entries.map(({ user, pair }): DescribedPair => ({ row: user, pair })), ...own];
  const pairs = rows.map(({ pair }) => pair);
  const reader = tagReader(pairs, { columns: userTags, first: itemTags.length });
  const counts = reader.count(rows, users.length);
  const tags = learnableTags(counts);
  if (tags.length === 0) return null;
  const none: ItemColumns = { items: users.length, columns: 0, values: new Float64Array(0) };
  return { columns: besideTags(none, tagShares(counts, tags), tags.length), tags: tags.map(reader.nameOf) };
}
