import { SegueError } from '@segue/core/contract/errors';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { RecommendationsView, RecommendedItem, TasteRequest } from '@segue/core/contract/recommendation';
import { foldText } from '@segue/core/tables/folding';
import { nearestNames } from '@segue/core/tables/nearest-names';
import { foldInUser, scoreFolded } from '@segue/core/model/answers/fold-in';
import { scoreTastes, similarItems, topItems, type ScoredItem, type Taste } from '@segue/core/model/answers/recommend';
import type { LoadedModel } from './load-model.js';

/** Whether what a user is already connected with is left out (*discover*) or takes part (*best*). */
export type KnownMode = 'exclude' | 'include';

/**
 * Items for one user of the model.
 * @throws unknown-user with the nearest names, unless popular items are welcome as a fallback
 */
export function recommendForUser(
  loaded: LoadedModel,
  question: { user: string; count: number; known: KnownMode; fallback: 'none' | 'popularity' },
): RecommendationsView {
  const { published } = loaded;
  const user = findName(published.users, question.user);
  if (user === null) {
    if (question.fallback === 'popularity') return popularItems(loaded, question);
    throw unknownName('user', question.user, published.users);
  }
  const tastes: Taste[] = [{ kind: 'user', index: user, weight: 1 }];
  return {
    ...head(loaded, question.known),
    user: published.users[user]!,
    items: rank(published, tastes, question.count, question.known),
    fallback: null,
  };
}

/**
 * Items for several tastes at once, with what each adds to the score. A negative weight steers away from a taste. The
 * items asked by are never in the answer.
 * @throws unknown-user, unknown-item
 */
export function recommendForTastes(
  loaded: LoadedModel,
  question: { tastes: TasteRequest[]; count: number; known: KnownMode },
): RecommendationsView {
  const { published } = loaded;
  const tastes = question.tastes.map((taste) => resolveTaste(published, taste));
  const named = tastes.map(({ kind, index, weight }) =>
    kind === 'user' ? { user: published.users[index]!, weight } : { item: published.items[index]!, weight },
  );
  return {
    ...head(loaded, question.known),
    tastes: named,
    items: rank(published, tastes, question.count, question.known, true),
    fallback: null,
  };
}

/**
 * Items for a user whom the model was not trained on, from those he likes (weight > 0) and dislikes (weight < 0), which
 * are not in the answer.
 * @throws unknown-item
 */
export function recommendForNewUser(
  loaded: LoadedModel,
  question: { tastes: TasteRequest[]; count: number },
): RecommendationsView {
  const { published } = loaded;
  const likings = question.tastes.map((taste) => {
    const { index, weight } = resolveTaste(published, taste);
    return { item: index, weight };
  });
  const asked = new Set(likings.map(({ item }) => item));
  const scores = scoreFolded(published.embeddings, foldInUser(published.embeddings, likings));
  const top = topItems(scores, question.count, (item) => asked.has(item));
  return {
    ...head(loaded, 'exclude'),
    tastes: likings.map(({ item, weight }) => ({ item: published.items[item]!, weight })),
    items: top.map((scored, at) => view(published, scored, at, false)),
    fallback: null,
  };
}

/**
 * Items whose embeddings point the same way.
 * @throws unknown-item
 */
export function recommendSimilar(loaded: LoadedModel, question: { item: string; count: number }): RecommendationsView {
  const { published } = loaded;
  const item = findName(published.items, question.item);
  if (item === null) throw unknownName('item', question.item, published.items);
  const similar = similarItems(published.embeddings, item, question.count);
  return {
    ...head(loaded, 'include'),
    item: published.items[item]!,
    items: similar.map((scored, at) => view(published, scored, at, false)),
    fallback: null,
  };
}

function head({ id, version, number }: LoadedModel, known: KnownMode) {
  return { model: id, version, number, known };
}

function rank(
  published: PublishedModel,
  tastes: Taste[],
  count: number,
  mode: KnownMode,
  explain = false,
): RecommendedItem[] {
  const known = knownItems(published, tastes);
  const asked = new Set(tastes.filter(({ kind }) => kind === 'item').map(({ index }) => index));
  const scored = scoreTastes(published.embeddings, tastes);
  const exclude = (item: number) => asked.has(item) || (mode === 'exclude' && known.has(item));
  return topItems(scored.scores, count, exclude).map((top, at) => {
    const item = view(published, top, at, known.has(top.item));
    if (!explain) return item;
    const { tastes: contributions, bias } = scored.contributions(top.item);
    return { ...item, contributions, bias };
  });
}

function popularItems(
  loaded: LoadedModel,
  question: { user: string; count: number; known: KnownMode },
): RecommendationsView {
  const top = topItems(loaded.published.popularity, question.count);
  return {
    ...head(loaded, question.known),
    user: question.user,
    items: top.map((scored, at) => view(loaded.published, scored, at, false)),
    fallback: 'popularity',
  };
}

function view({ items }: PublishedModel, { item, score }: ScoredItem, at: number, known: boolean): RecommendedItem {
  return { rank: at + 1, item: items[item]!, score, known };
}

/** Items that the liked users are connected with in the data. */
function knownItems({ known: { indptr, indices } }: PublishedModel, tastes: Taste[]): Set<number> {
  const known = new Set<number>();
  for (const { kind, index, weight } of tastes) {
    if (kind !== 'user' || weight <= 0) continue;
    for (const item of indices.subarray(indptr[index], indptr[index + 1])) known.add(item);
  }
  return known;
}

function resolveTaste(published: PublishedModel, taste: TasteRequest): Taste {
  const kind = taste.user === undefined ? 'item' : 'user';
  const name = taste.user ?? taste.item ?? '';
  const names = kind === 'user' ? published.users : published.items;
  const index = findName(names, name);
  if (index === null) throw unknownName(kind, name, names);
  return { kind, index, weight: taste.weight };
}

/** The index of a name: exactly it, else the only one that reads the same without case, accents and apostrophes. */
function findName(names: readonly string[], name: string): number | null {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const folded = foldText(name);
  const same = names.flatMap((candidate, index) => (foldText(candidate) === folded ? [index] : []));
  return same.length === 1 ? same[0]! : null;
}

function unknownName(kind: 'user' | 'item', name: string, names: readonly string[]): SegueError {
  const suggestions = nearestNames(name, names, 5);
  const hint =
    suggestions.length === 0 ? knownNames(kind, names) : ` The nearest names are: ${suggestions.join(', ')}.`;
  return new SegueError(`unknown-${kind}`, `The model knows no ${kind} "${name}".${hint}`, { suggestions });
}

/** What to ask for instead where nothing is near. */
function knownNames(kind: 'user' | 'item', names: readonly string[]): string {
  const some = names.slice(0, 10).join(', ');
  const all = names.length <= 10 ? some : `${some} and ${names.length - 10} more`;
  const popular = kind === 'user' ? ' GET …/recommendations with fallback=popularity answers with popular items.' : '';
  return ` It knows ${all}.${popular}`;
}
