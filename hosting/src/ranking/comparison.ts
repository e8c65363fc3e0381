import type { PublishedModel } from '@segue/core/contract/published-model';
import { compareLists, type NamedList } from './movements.js';
import type { Names } from './names.js';
import { rankItems } from './ranking.js';

/** What a comparison reads of a version. */
export interface ComparableVersion {
  model: PublishedModel;
  names: Names;
}

/** How the list of one user differs. */
export interface UserDifference {
  user: string;
  /** Items that are in the second version's list only, and in the first's only, best first. */
  entered: string[];
  left: string[];
}

/** How the lists of what there is to discover differ from one version to another. */
export interface ListsDifference {
  /** Users of both versions that were compared, those with the most known items, and how many both have. */
  compared: number;
  shared: number;
  /** Places in their second lists, and those that hold an item which was in none of the user's first list. */
  places: number;
  entered: number;
  /** Users whose lists hold other items, those that differ most first. */
  changed: UserDifference[];
  /** Names that only one of the versions has. */
  newUsers: string[];
  goneUsers: string[];
  newItems: string[];
  goneItems: string[];
}

/** Compares the first `length` items that two versions have for each user, at most for `most` users. */
export function compareVersionLists(
  before: ComparableVersion,
  after: ComparableVersion,
  { length, most }: { length: number; most: number },
): ListsDifference {
  const shared = after.model.users.filter((name) => before.names.find('user', name) !== undefined);
  const compared = mostKnown(after, shared).slice(0, most);
  const changed: UserDifference[] = [];
  let [places, entered] = [0, 0];
  for (const user of compared) {
    const lists = [listOf(before, user, length), listOf(after, user, length)] as const;
    const { byName, left } = compareLists(...lists);
    const fresh = lists[1].shown.filter((name) => byName.get(name)!.kind === 'new');
    places += lists[1].shown.length;
    entered += fresh.length;
    if (fresh.length + left.length > 0) changed.push({ user, entered: fresh, left: left.map(({ name }) => name) });
  }
  // The sort is stable: where they differ as much, the users with more known items stay first.
  changed.sort((a, b) => b.entered.length + b.left.length - a.entered.length - a.left.length);
  return {
    ...{ compared: compared.length, shared: shared.length, places, entered, changed },
    newUsers: missingFrom(before, 'user', after.model.users),
    goneUsers: missingFrom(after, 'user', before.model.users),
    newItems: missingFrom(before, 'item', after.model.items),
    goneItems: missingFrom(after, 'item', before.model.items),
  };
}

function missingFrom({ names }: ComparableVersion, kind: 'user' | 'item', all: readonly string[]): string[] {
  return all.filter((name) => names.find(kind, name) === undefined);
}

function mostKnown({ model, names }: ComparableVersion, users: readonly string[]): string[] {
  const { indptr } = model.known;
  const knownOf = (name: string) => {
    const user = names.find('user', name)!;
    return indptr[user + 1]! - indptr[user]!;
  };
  return [...users].sort((a, b) => knownOf(b) - knownOf(a));
}

function listOf({ model, names }: ComparableVersion, user: string, length: number): NamedList {
  const taste = { kind: 'user', name: user, index: names.find('user', user)!, weight: 1 } as const;
  const ranking = rankItems(model, [taste], 'discover', length);
  return {
    shown: ranking.items.map(({ name }) => name),
    placeOf: (name) => {
      const item = names.find('item', name);
      return item === undefined ? null : ranking.placeOf(item);
    },
  };
}
