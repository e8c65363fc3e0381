import type { PublishedModel } from '@segue/core/contract/published-model';
import { topItems } from '@segue/core/model/answers/recommend';
import { ndcgOf } from '@segue/core/model/evaluation/rank-metrics';
import { foldInTermsOf } from '@segue/core/model/methods/fold-in/fold-in-terms';
import { fitRecipe } from '@segue/core/model/methods/menu';
import type { MethodInput } from '@segue/core/model/methods/method';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { addText, emptyHash, finishHash } from '@segue/core/model/name-hash';
import { serviceDefaults } from '@segue/core/model/parameters';
import { cellRows } from '@segue/core/model/sparse';
import { scoreForNewUser } from '@segue/core/versions/answering/new-user';

/** A user and an item it likes, by name. */
type Like = readonly [user: string, item: string];

/** Lines of user, item and, perhaps, a rating, tab by tab; a rating that is lower than a like's is left out. */
export function readLikes(text: string, { header, likedFrom }: { header: boolean; likedFrom?: number }): Like[] {
  const lines = text.trimEnd().split('\n').slice(header ? 1 : 0).map((line) => line.split('\t')); // prettier-ignore
  return lines
    .filter(([, , rating]) => likedFrom === undefined || Number(rating) >= likedFrom)
    .map(([user = '', item = '']): Like => [user, item]);
}

/** Nine users in ten to learn from, and what the others like: items that are learned, in an order by hash. */
export interface WholeUserSplit {
  readonly input: MethodInput;
  readonly newUsers: readonly (readonly number[])[];
}

/** Holds out one user in ten whole, by a keyed hash of the name. */
export function holdOutUsers(likes: readonly Like[], key: string): WholeUserSplit {
  const isNew = (user: string) => hashOf(key, user) % 10 === 0;
  const train = likes.filter(([user]) => !isNew(user));
  const [users, items] = [sorted(train.map(([user]) => user)), sorted(train.map(([, item]) => item))];
  const [userAt, itemAt] = [placesOf(users), placesOf(items)];
  const cells = train.map(([user, item]) => userAt.get(user)! * items.length + itemAt.get(item)!).sort((a, b) => a - b);
  const interactions = {
    users: users.length,
    items: items.length,
    row: Int32Array.from(cells, (cell) => Math.floor(cell / items.length)),
    col: Int32Array.from(cells, (cell) => cell % items.length),
    value: new Float32Array(cells.length).fill(1),
  };
  const hidden = new Map<string, string[]>();
  for (const [user, item] of likes) {
    if (isNew(user) && itemAt.has(item)) hidden.set(user, [...(hidden.get(user) ?? []), item]);
  }
  const newUsers = [...hidden].map(([user, own]) =>
    own.sort((a, b) => hashOf(key, user, a) - hashOf(key, user, b)).map((item) => itemAt.get(item)!),
  );
  return { input: { users, items, interactions }, newUsers };
}

/** Learns from the others by a method at its usual settings, and publishes as a training does. */
export function publishFor({ input }: WholeUserSplit, method: MethodName): PublishedModel {
  const fit = fitRecipe(input, { method }, { parameters: serviceDefaults });
  for (;;) {
    const { done, value } = fit.next();
    if (done !== true) continue;
    const foldIn = foldInTermsOf(input, { method }, value);
    const { users, items, interactions } = input;
    const known = cellRows(interactions);
    return { users, items, embeddings: value, known, popularity: likersOf(input), ...(foldIn && { foldIn }) };
  }
}

/** Mean NDCG at 10 of new users who like more than `given` items: so many are given, and the others are to be found. */
export function measureNewUsers(model: PublishedModel, { input, newUsers }: WholeUserSplit, given: number) {
  const popularity = likersOf(input);
  let [users, ndcg, ndcgOfPopularity] = [0, 0, 0];
  for (const likes of newUsers) {
    if (likes.length <= given) continue;
    const [told, hidden] = [new Set(likes.slice(0, given)), new Set(likes.slice(given))];
    const likings = [...told].map((item) => ({ item, weight: 1 }));
    users++;
    ndcg += ndcgAt10(scoreForNewUser(model, likings).scores, told, hidden);
    ndcgOfPopularity += ndcgAt10(popularity, told, hidden);
  }
  return { users, ndcg: ndcg / users, popularity: ndcgOfPopularity / users };
}

function ndcgAt10(scores: Float32Array, told: ReadonlySet<number>, hidden: ReadonlySet<number>): number {
  const top = topItems(scores, 10, (item) => told.has(item));
  const hits = top.flatMap(({ item }, rank) => (hidden.has(item) ? [rank] : []));
  // Whatever is not among the first ten is behind them.
  const ranks = Float32Array.from({ length: hidden.size }, (_, at) => hits[at] ?? 10);
  return ndcgOf(ranks, 10);
}

function likersOf({ items, interactions }: MethodInput): Float32Array {
  const likers = new Float32Array(items.length);
  for (const item of interactions.col) likers[item]!++;
  return likers;
}

function hashOf(...texts: string[]): number {
  return finishHash(texts.reduce(addText, emptyHash));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

function placesOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, at) => [name, at]));
}
