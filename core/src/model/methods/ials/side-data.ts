import type { Interactions } from '../../sparse.js';
import type { IalsOptions } from '../ials-options.js';
import { pairsBySide, type PairsBySide } from '../pairs-by-side.js';
import type { IalsCounts, IalsData, IalsSide } from './ials-data.js';

/** The systems of a fit: of a user and of an item with a liked pair each. The others have rows of zeros, as if not there. */
export function ialsDataOf(interactions: Interactions, options: IalsOptions): IalsData {
  const { noComponents: d, unobservedWeight } = options;
  const { byUser, byItem } = pairsBySide(interactions);
  const [ofUsers, ofItems] = [countsOf(byUser, interactions), countsOf(byItem, interactions)];
  const [activeUsers, activeItems] = [activeOf(byUser, ofUsers), activeOf(byItem, ofItems)];
  return {
    d,
    unobservedWeight,
    users: sideOf(byUser, ofUsers, activeUsers, countOf(activeItems), options),
    items: sideOf(byItem, ofItems, activeItems, countOf(activeUsers), options),
  };
}

/** What |row|² costs: the more the more pairs count, with the unobserved ones of the other side. */
export function penaltyOf(
  own: number,
  facing: number,
  { regularisation, unobservedWeight }: Pick<IalsOptions, 'regularisation' | 'unobservedWeight'>,
): number {
  return regularisation * (own + unobservedWeight * facing);
}

/** The counts; `undefined` if all are 1. */
export function usefulCounts(counts: IalsCounts): IalsCounts | undefined {
  return counts.targets.every((target) => target === 1) && counts.weights.every((weight) => weight === 1)
    ? undefined
    : counts;
}

function countsOf({ entries }: PairsBySide, { value, weight }: Interactions): IalsCounts | undefined {
  // Loops, because `from` goes through an iterator, which takes longer than a sweep.
  const [weights, targets] = [new Float64Array(entries.length), new Float64Array(entries.length)];
  for (let at = 0; at < entries.length; at++) {
    weights[at] = weight === undefined ? 1 : weight[entries[at]!]!;
    targets[at] = value[entries[at]!]! > 0 ? 1 : 0;
  }
  return usefulCounts({ weights, targets });
}

function activeOf({ starts }: PairsBySide, counts: IalsCounts | undefined): Uint8Array {
  const isActive = new Uint8Array(starts.length - 1);
  for (let x = 0; x < isActive.length; x++) {
    for (let at = starts[x]!; at < starts[x + 1]!; at++) {
      if (counts === undefined || (counts.targets[at] === 1 && counts.weights[at]! > 0)) isActive[x] = 1;
    }
  }
  return isActive;
}

function countOf(isActive: Uint8Array): number {
  return isActive.reduce((sum, is) => sum + is, 0);
}

function sideOf(
  { starts, others }: PairsBySide,
  counts: IalsCounts | undefined,
  isActive: Uint8Array,
  facing: number,
  options: IalsOptions,
): IalsSide {
  const penalties = new Float64Array(isActive.length).fill(-1);
  for (let x = 0; x < isActive.length; x++) {
    if (isActive[x] === 0) continue;
    let own = 0;
    for (let at = starts[x]!; at < starts[x + 1]!; at++) own += counts === undefined ? 1 : counts.weights[at]!;
    penalties[x] = penaltyOf(own, facing, options);
  }
  return { starts, others, counts, penalties };
}
