import type { Recipe } from '../methods/recipe.js';
import { mostRegressionUsers, usualRegularisation } from '../methods/regression.js';
import type { Interactions } from '../sparse.js';

/** Cells up to which the softmax over all unknown items is worth its time; above, LightFM's sampling stands in for it. */
const mostSoftmaxCells = 2_000_000;

/** What is compared for some data, popularity apart. */
export interface Candidates {
  /** Taken unless another is clearly better; absent: the best is taken. */
  readonly pick?: Recipe;
  readonly others: readonly Recipe[];
}

/** Ranks by what is liked most; what any model has to beat. */
export const popularityRecipe: Recipe = { method: 'popularity' };

/**
 * Few users whose items other users have too, such as genres and artists: a regression for each user, compared with one
 * other model. Else, such as people and films: everything on the menu that suits the size.
 */
export function candidatesFor(interactions: Interactions): Candidates {
  const { users, items } = interactions;
  const general: Recipe = { method: users * items > mostSoftmaxCells ? 'names' : 'softmax' };
  if (users <= mostRegressionUsers && hasSharedItems(interactions)) {
    const pick: Recipe = { method: 'regression', regularisation: usualRegularisation(users) };
    return { pick, others: [general] };
  }
  const neighbours = [30, 100, 300, 1000].map((regularisation): Recipe => ({ method: 'neighbours', regularisation }));
  return { others: [{ method: 'ials' }, general, ...neighbours] };
}

/** True if some item belongs to two users. */
function hasSharedItems({ items, row, col, value }: Interactions): boolean {
  const first = new Int32Array(items).fill(-1);
  for (let entry = 0; entry < row.length; entry++) {
    if (!(value[entry]! > 0)) continue;
    const [user, item] = [row[entry]!, col[entry]!];
    if (first[item] === -1) first[item] = user;
    else if (first[item] !== user) return true;
  }
  return false;
}
