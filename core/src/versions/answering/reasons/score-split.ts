import type { PublishedModel } from '../../../contract/published-model.js';
import type { Reason } from '../../../contract/reason.js';
import { ialsSupport, type IalsSettings } from '../../../model/answers/ials-support.js';
import { itemStretch } from '../../../model/answers/item-stretch.js';
import { dot, type Taste } from '../../../model/answers/recommend.js';
import type { TasteRow } from '../../../model/answers/taste-row.js';
import { usualIals, usualUnobservedWeight } from '../../../model/methods/ials-options.js';
import { labelOf } from '../labels.js';
import { knownItems } from './liked-items.js';
import type { AttributeMap } from '../../../model/descriptions/attribute-map.js';
import { warmItems, warmPart } from '../warm-part.js';
import { learnedTags } from './learned-tags.js';
import type { ReasonBasis } from './reason-basis.js';

/** An item's score in parts that can be named: the amounts of the parts and the rest add up to it. */
export interface ScoreSplit {
  parts: Reason[];
  rest: number;
}

/** Splits the score of an item. */
export type SplitScore = (item: number) => ScoreSplit;

/**
 * A regression's score: what each other user that the item belongs to adds, and each of its numbers and tags; the rest is the
 * intercept. Numbers without a known column are part of the rest.
 */
export function splitRegression(
  model: PublishedModel,
  { columns, tags }: ReasonBasis,
  { row, bias }: TasteRow,
): SplitScore {
  const { users, embeddings } = model;
  const { noComponents: d, itemEmbeddings, itemBiases } = embeddings;
  const first = d - users.length;
  const names = [...(columns ?? []), ...tags];
  return (item) => {
    const parts: Reason[] = [];
    let rest = bias + itemBiases[item]!;
    for (let j = 0; j < d; j++) {
      const value = itemEmbeddings[item * d + j]!;
      const amount = row[j]! * value;
      if (amount === 0) continue;
      if (j >= first) parts.push({ kind: 'user', name: users[j - first]!, amount });
      else if (columns === null) rest += amount;
      else parts.push(describedPart(names, j, { amount, value, numbers: columns.length }));
    }
    return { parts, rest };
  };
}

/**
 * The score of a cold item: what each of its numbers and tags adds, whatever the method; the rest is what an item gets of which
 * nothing is known. `null` if the model has no descriptions. Only for cold items: those from `warmItems` on.
 */
export function splitByDescription(model: PublishedModel, { row, bias }: TasteRow): SplitScore | null {
  const items = model.descriptions?.items;
  if (!items) return null;
  const { map, numbers, learned, tagged, coldNumbers, coldShares } = items;
  const names = [...numbers, ...learnedTags(items)];
  const [rest = 0, ...amounts] = amountsPerUnit(map, row);
  const variableOf = new Map(learned.map((tag, at) => [tag, numbers.length + at]));
  const first = warmItems(model);
  return (item) => {
    const parts: Reason[] = [];
    const add = (variable: number, value: number) => {
      const amount = value * amounts[variable]!;
      const part = { amount, value, numbers: numbers.length };
      if (amount !== 0) parts.push(describedPart(names, variable, part));
    };
    const own = coldNumbers.subarray((item - first) * numbers.length, (item - first + 1) * numbers.length);
    own.forEach((value, variable) => add(variable, value));
    for (let at = tagged.indptr[item]!; at < tagged.indptr[item + 1]!; at++) {
      const variable = variableOf.get(tagged.indices[at]!);
      if (variable !== undefined) add(variable, coldShares[at - tagged.indptr[first]!]!);
    }
    return { parts, rest: bias + rest };
  };
}

/** What the intercept, and a unit of each variable, add to the score of a described item. */
function amountsPerUnit({ weights }: AttributeMap, row: TasteRow['row']): number[] {
  const outputs = row.length + 1;
  return Array.from({ length: weights.length / outputs }, (_, variable) => {
    let sum = weights[variable * outputs + row.length]!;
    for (let j = 0; j < row.length; j++) sum += row[j]! * weights[variable * outputs + j]!;
    return sum;
  });
}

/** What a number or a tag behind the numbers adds. */
function describedPart(
  names: readonly string[],
  at: number,
  { amount, value, numbers }: { amount: number; value: number; numbers: number },
): Reason {
  const name = names[at]!;
  if (at >= numbers) return { kind: 'tag', name, amount };
  return { kind: 'column', name, amount, level: value > 0 ? 'high' : 'low' };
}

/**
 * The score of `ials`: what each liked item of the users adds, and each item that was asked for; the rest is what cold items add
 * that were asked for. `null` where the version does not keep all that this takes.
 */
export function splitIals(model: PublishedModel, basis: ReasonBasis, tastes: readonly Taste[]): SplitScore | null {
  const settings = settingsOf(model, basis);
  const learned = warmItems(model);
  const supports: ((item: number, amounts: Map<number, number>) => void)[] = [];
  for (const taste of tastes) {
    const support = taste.kind === 'item' ? supportOfItem(model, taste) : supportOfUser(model, taste, settings);
    if (support === null) return null;
    supports.push(support);
  }
  return (item) => {
    const amounts = new Map<number, number>();
    for (const support of supports) support(item, amounts);
    const parts: Reason[] = [];
    let rest = 0;
    for (const [liked, amount] of amounts) {
      // Nobody likes anything together with a cold item.
      if (liked >= learned) rest += amount;
      else parts.push({ kind: 'like', name: labelOf(model, 'item', liked), amount });
    }
    return { parts, rest };
  };
}

function supportOfUser(model: PublishedModel, { index, weight }: Taste, settings: IalsSettings) {
  const { noComponents: d, userEmbeddings } = model.embeddings;
  const known = knownItems(model, index);
  const published = userEmbeddings.subarray(index * d, (index + 1) * d);
  const parts = ialsSupport(warmPart(model).embeddings, known, settings, published);
  if (parts === null) return null;
  return (item: number, amounts: Map<number, number>) =>
    parts(item).forEach((part, at) => add(amounts, known[at]!.item, weight * part));
}

function supportOfItem({ embeddings }: PublishedModel, { index, weight }: Taste) {
  const { noComponents: d, itemEmbeddings: rows } = embeddings;
  const factor = weight * itemStretch(embeddings, index);
  return (item: number, amounts: Map<number, number>) => add(amounts, index, factor * dot(rows, index, rows, item, d));
}

function add(amounts: Map<number, number>, item: number, amount: number): void {
  amounts.set(item, (amounts.get(item) ?? 0) + amount);
}

/** The settings of the fit, from what the version keeps: they prove right if they give the published rows. */
function settingsOf(model: PublishedModel, { regularisation }: ReasonBasis): IalsSettings {
  const { users, known } = model;
  const { indptr, indices: col, weights } = known;
  const row = new Int32Array(col.length);
  for (let user = 0; user < users.length; user++) row.fill(user, indptr[user], indptr[user + 1]);
  const value = weights ?? new Float32Array(col.length).fill(1);
  const interactions = { users: users.length, items: warmItems(model), row, col, value };
  return {
    unobservedWeight: usualUnobservedWeight(interactions),
    regularisation: regularisation ?? usualIals.regularisation,
  };
}
