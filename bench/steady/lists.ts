import type { PublishedModel } from '@segue/core/contract/published-model';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { Cell } from '@segue/core/tables/cells';
import { summariseInteractions, type InteractionColumns } from '@segue/core/tables/sums/interactions';
import { indexNames } from '@segue/core/versions/answering/names';
import type { ComparableVersion } from '@segue/core/versions/answering/comparison';
import { compareLists, toNamedList, type NamedList } from '@segue/core/versions/answering/movements';
import { rankTastes } from '@segue/core/versions/answering/ranking';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { fitConfigured } from '@segue/core/versions/training-options';
import { lastOf } from '@segue/cli/last-of';

/** Places of a list. */
const places = 10;

/** The version that a training of these rows publishes. */
export function versionOf(
  rows: readonly Cell[][],
  columns: InteractionColumns,
  configuration: ModelConfiguration,
): ComparableVersion {
  const numbered = rows.map((cells, index) => ({ index, cells }));
  const prepared = prepareInteractions(summariseInteractions(numbered, columns), configuration);
  const { users, items, known, popularity } = prepared;
  const model: PublishedModel = {
    users,
    items,
    embeddings: lastOf(fitConfigured(prepared, configuration)),
    known,
    popularity,
  };
  return { model, names: indexNames(model) };
}

/** How much of the lists a change leaves as it was, over users that are in both versions. */
export interface Steadiness {
  /** The mean part of a list that is in the other, for users whose rows were changed and for all others. */
  readonly touched: Sum;
  readonly others: Sum;
}

/** Sums over lists. */
export interface Sum {
  lists: number;
  /** Of overlaps. */
  overlap: number;
  /** Places of lists, and those where a move is shown. */
  places: number;
  shown: number;
}

/** Compares each user's first ten to discover. */
export function compareAll(
  before: ComparableVersion,
  after: ComparableVersion,
  touched: ReadonlySet<string>,
): Steadiness {
  const sums = { touched: noLists(), others: noLists() };
  for (const [row, user] of after.model.users.entries()) {
    const was = before.names.indexOf('user', user);
    if (was === null) continue;
    const [one, other] = [listOf(before, was), listOf(after, row)];
    if (one.shown.length === 0) continue;
    const { byName, left } = compareLists(one, other);
    const sum = sums[touched.has(user) ? 'touched' : 'others'];
    const kept = one.shown.filter((name) => other.shown.includes(name)).length;
    sum.lists += 1;
    sum.overlap += kept / one.shown.length;
    sum.places += one.shown.length;
    sum.shown += left.length + [...byName.values()].filter(({ kind }) => kind === 'up' || kind === 'down').length;
  }
  return sums;
}

/** The sums of no lists. */
export function noLists(): Sum {
  return { lists: 0, overlap: 0, places: 0, shown: 0 };
}

/** Both together. */
export function addSums(one: Sum, other: Sum): Sum {
  return {
    lists: one.lists + other.lists,
    overlap: one.overlap + other.overlap,
    places: one.places + other.places,
    shown: one.shown + other.shown,
  };
}

function listOf({ model, names }: ComparableVersion, user: number): NamedList {
  const tastes = [{ kind: 'user', index: user, weight: 1 } as const];
  return toNamedList(rankTastes(model, { tastes, known: 'exclude', count: places }), names);
}
