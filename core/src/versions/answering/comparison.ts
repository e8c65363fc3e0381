import type { PublishedModel } from '../../contract/published-model.js';
import { compareLists, toNamedList, type NamedList } from './movements.js';
import type { Names } from './names.js';
import { rankTastes } from './ranking.js';
import { isTouched } from './touched-users.js';

/** What a comparison reads from a version. */
export interface ComparableVersion {
  model: PublishedModel;
  names: Names;
}

/** How one user's list differs. */
export interface UserDifference {
  user: string;
  /** Items only in the second version's list, and items only in the first's, best first. */
  entered: string[];
  left: string[];
  /** Whether the user's own pairs differ; the others' lists only follow. */
  touched: boolean;
}

/** How the lists of new items to discover differ between two versions. */
export interface ListsDifference {
  /** How many users were compared (those whose own pairs differ, then those with the most known items), and how many both versions have. */
  compared: number;
  shared: number;
  /** How many places their second lists have, and how many of these hold an item missing from the user's first list. */
  places: number;
  entered: number;
  /** The same with those that entered by less than a real move (`realMargin`). */
  rawEntered: number;
  /** Users whose lists contain different items: those whose own pairs differ first, then those with the most differences. */
  changed: UserDifference[];
  /** Names in only one of the versions. */
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
  const touched = new Set(shared.filter((user) => isTouched(before.model, after.model, user)));
  const inOrder = mostKnown(after, shared);
  const compared = [...inOrder.filter((user) => touched.has(user)), ...inOrder.filter((user) => !touched.has(user))];
  const changed: UserDifference[] = [];
  let [places, entered, rawEntered] = [0, 0, 0];
  for (const user of compared.slice(0, most)) {
    const list = listOf(after, user.after, length);
    const { byName, left, raw } = compareLists(listOf(before, user.before, length), list);
    const fresh = list.shown.filter((name) => byName.get(name)?.kind === 'new');
    places += list.shown.length;
    entered += fresh.length;
    rawEntered += raw.entered;
    if (fresh.length + left.length === 0) continue;
    changed.push({ user: user.name, entered: fresh, left: left.map(({ name }) => name), touched: touched.has(user) });
  }
  // The sort is stable: among users with equally many differences, those with more known items stay first.
  const differences = ({ entered: fresh, left }: UserDifference) => fresh.length + left.length;
  changed.sort((a, b) => Number(b.touched) - Number(a.touched) || differences(b) - differences(a));
  return {
    compared: Math.min(most, shared.length),
    shared: shared.length,
    places,
    entered,
    rawEntered,
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

/** A user that both versions have, and its row in each. */
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
