import { scorerOfAll } from '../answers/scorer-of-all.js';
import type { DiscoverParts } from '../evaluation/discover.js';
import { evaluateUsers, type Scorer, type UserEvaluation } from '../evaluation/evaluate.js';
import type { MethodInput } from '../methods/method.js';
import { inRowOrder, type Cells, type Interactions } from '../sparse.js';
import type { Embeddings } from '../state.js';
import type { ItemColumns } from '../training/item-features.js';

/** The cutoff of what is measured at k: people see ten. */
export const discoveryCut = 10;

/** The data of a model, from which parts can be taken that know nothing of the rest. */
export interface DivisibleData extends Omit<MethodInput, 'itemColumns'> {
  /** What is known of the items from the rows behind some pairs; absent if nothing describes them. */
  readonly describe?: ((pairs: Cells) => ItemColumns) | undefined;
}

/** All or some of the data as a method's input: the items are described by the rows behind these pairs alone. */
export function inputOf(data: DivisibleData, interactions: Interactions): MethodInput {
  const { users, items, describe } = data;
  return {
    users,
    items,
    interactions: inRowOrder(interactions),
    ...(describe && { itemColumns: describe(interactions) }),
  };
}

/** How each user's hidden items rank: equal scores at their mean place, items without a train pair not ranked. */
export function measurePart(score: Scorer, { train, test, isRanked }: DiscoverParts): UserEvaluation[] {
  return [...evaluateUsers(score, train, test, discoveryCut, { ties: 'mean', isRanked })];
}

/** `measurePart` of a model. */
export function measureModel(model: Embeddings, parts: DiscoverParts): UserEvaluation[] {
  return measurePart(scorerOfAll(model), parts);
}
