import type { PublishedModel } from '../../contract/published-model.js';
import type { Reason } from '../../contract/reason.js';
import type { FoldedRow } from '../../model/answers/fold-in.js';
import { equalFactors, nearItems, type Likeness } from '../../model/answers/near-items.js';
import type { Taste } from '../../model/answers/recommend.js';
import { tasteRow, type TasteRow } from '../../model/answers/taste-row.js';
import { likedItems, likersOf } from './reasons/liked-items.js';
import { labelOf } from './labels.js';
import type { ReasonBasis } from './reasons/reason-basis.js';
import { soundColumns } from './reasons/sound-columns.js';
import { splitByDescription, splitIals, splitRegression, type SplitScore } from './reasons/score-split.js';
import { warmItems } from './warm-part.js';

/** The most reasons of a kind: parts of a score, and near items. */
const most = { parts: 3, near: 2 };
/** Parts are left out if they are smaller than this part of the largest one, or nothing but rounding. */
const nearZero = { share: 0.1, amount: 1e-6 };

/** What is asked, as for a ranking. */
export interface Asked {
  tastes: readonly Taste[];
  /** The row of a new user, whose likes and dislikes are the tastes, if any are known. */
  newUser?: FoldedRow;
}

/** The reasons of an item, the weightiest first; none where nothing can be said. */
export type Explain = (item: number) => Reason[];

/**
 * Why items are recommended for some tastes: parts of the score where the method has parts that can be named, else the
 * liked items that are near. Without tastes, how many rows or likes an item has, as in `rankTastes`.
 *
 * @throws ModelError as `scoreTastes` does
 */
export function explainTastes(model: PublishedModel, basis: ReasonBasis, asked: Asked): Explain {
  const { tastes, newUser } = asked;
  if (tastes.length === 0 && !newUser) {
    const [name, amounts] = model.likers ? ['users', model.likers] : ['rows', model.popularity];
    return (item) => [{ kind: 'popular', name, amount: amounts[item]! }];
  }
  if (basis.method === 'popularity') {
    return (item) =>
      basis.knowsLikes ? [{ kind: 'popular', name: 'users', amount: likersOf(model)[item]!.length }] : [];
  }
  const explain = explainLearned(model, basis, asked);
  const byDescription = splitByDescription(model, rowOf(model, asked));
  const learned = warmItems(model);
  return (item) => (item < learned || !byDescription ? explain(item) : largest(byDescription(item).parts));
}

/** The reasons of an item that somebody is connected with. */
function explainLearned(model: PublishedModel, basis: ReasonBasis, asked: Asked): Explain {
  const split = splitOf(model, basis, asked);
  const near = explainNear(model, basis, asked.tastes);
  if (split === null) return near;
  if (basis.method === 'regression') return (item) => [...largest(split(item).parts), ...near(item)];
  return (item) =>
    largest(split(item).parts.filter(({ name, amount }) => amount > 0 && name !== labelOf(model, 'item', item)));
}

function rowOf({ embeddings }: PublishedModel, { tastes, newUser }: Asked): TasteRow {
  return newUser ? { row: Float64Array.from(newUser.embedding), bias: newUser.bias } : tasteRow(embeddings, tastes);
}

/** The parts of an item's score; `null` where the method has none that can be named. */
export function splitOf(model: PublishedModel, basis: ReasonBasis, asked: Asked): SplitScore | null {
  if (basis.method === 'regression') return splitRegression(model, basis, rowOf(model, asked));
  // The row of a new user is found by another method.
  return basis.method === 'ials' && !asked.newUser ? splitIals(model, basis, asked.tastes) : null;
}

function largest(parts: readonly Reason[]): Reason[] {
  const sorted = [...parts].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const least = Math.max(nearZero.amount, nearZero.share * Math.abs(sorted[0]?.amount ?? 0));
  return sorted.slice(0, most.parts).filter(({ amount }) => Math.abs(amount) >= least);
}

/**
 * The nearest of the liked items: of a regression by the columns, else by the model's rows. Rows that come from likes alone
 * are near by chance where likes are few, so a user must like both items.
 */
function explainNear(model: PublishedModel, basis: ReasonBasis, tastes: readonly Taste[]): Explain {
  const { embeddings } = model;
  const isRegression = basis.method === 'regression';
  const kind = isRegression ? 'described' : 'near';
  const by: Likeness = isRegression ? 'place' : 'direction';
  const factors = isRegression ? columnFactors(model, basis) : new Float64Array(embeddings.noComponents).fill(1);
  const liked = likedItems(model, basis, tastes);
  const goesByLikes = !isRegression && !basis.describes;
  return (item) => {
    const own = goesByLikes && basis.knowsLikes ? new Set(likersOf(model)[item]) : null;
    const isCandidate = (other: number) =>
      liked.has(other) && (own === null || likersOf(model)[other]!.some((user) => own.has(user)));
    const near = nearItems(embeddings, item, { by, factors, isCandidate, count: most.near });
    return near.map(({ item: other, score: amount }): Reason => ({
      kind,
      name: labelOf(model, 'item', other),
      amount,
    }));
  };
}

/** What describes items, each column with the same spread: how they sound if most columns say that, else all columns. */
function columnFactors({ embeddings, users }: PublishedModel, { columns }: ReasonBasis): Float64Array {
  const heard = soundColumns(columns ?? []);
  const first = embeddings.noComponents - users.length;
  const counts = (j: number) => (heard.length > 0 ? heard.includes(j) : j < first);
  return equalFactors(embeddings).map((factor, j) => (counts(j) ? factor : 0));
}
