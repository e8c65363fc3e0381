import type { PublishedModel } from '../../contract/published-model.js';
import { compareLists, toNamedList, type NamedList } from './movements.js';
import type { Names } from './names.js';
import { rankTastes } from './ranking.js';

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
  const shared = sharedUsers(before, after);
  const compared = mostKnown(after, shared).slice(0, most);
  const changed: UserDifference[] = [];
  let [places, entered] = [0, 0];
  for (const user of compared) {
    const list = listOf(after, user.after, length);
    const { byName, left } = compareLists(listOf(before, user.before, length), list);
    const fresh = list.shown.filter((name) => byName.get(name)?.kind === 'new');
    places += list.shown.length;
    entered += fresh.length;
    if (fresh.length + left.length === 0) continue;
    changed.push({ user: user.name, entered: fresh, left: left.map(({ name }) => name) });
  }
  // The sort is stable: where they differ as much, the users with more known items stay first.
  changed.sort((a, b) => b.entered.length + b.left.length - a.entered.length - a.left.length);
  return {
    compared: compared.length,
    shared: shared.length,
    places,
    entered,
    changed,
    newUsers: missingFrom(before, 'user', after.model.users),
    goneUsers: missingFrom(after, 'user', before.model.users),
    newItems: missingFrom(before, 'item', after.model.items),
    goneItems: missingFrom(after, 'item', before.model.items),
  };
}

function missingFrom({ names }: ComparableVersion, kind: 'user' | 'item', all: readonly string[]): string[] {
  return all.filter((name) => names.indexOf(kind, name) === null);
}

/** A user of both versions, and its row in each. */
interface SharedUser {
  name: string;
  before: number;
  after: number;
}

function sharedUsers(before: ComparableVersion, after: ComparableVersion): SharedUser[] {
  return after.model.users.flatMap((name, row) => {
    const other = before.names.indexOf('user', name);
    return other === null ? [] : [{ name, before: other, after: row }];
  });
}

function mostKnown({ model }: ComparableVersion, users: readonly SharedUser[]): SharedUser[] {
  const { indptr } = model.known;
  const knownOf = ({ after: row }: SharedUser) => indptr[row + 1]! - indptr[row]!;
  return [...users].sort((a, b) => knownOf(b) - knownOf(a));
}

function listOf({ model, names }: ComparableVersion, user: number, length: number): NamedList {
  const tastes = [{ kind: 'user', index: user, weight: 1 } as const];
  return toNamedList(rankTastes(model, { tastes, known: 'exclude', count: length }), names);
}
