import { ModelError } from '../../errors.js';
import type { Interactions } from '../../sparse.js';

/** Who knows and likes what, as the kernels read it. */
export interface SoftmaxData {
  readonly users: number;
  readonly items: number;
  /** Users with a liked and an unknown item, ascending: no other has a term in the objective. */
  readonly active: Int32Array;
  /** Known items of user u: from `indptr[u]` up to, but not including, `indptr[u + 1]`; ascending. Length users + 1. */
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
  /** One for each of `indices`: the weight of a liked item, 0 for one that is known but not liked. */
  readonly weights: Float32Array;
}

/**
 * @param interactions sorted by user, then by item, one entry a pair. A value above 0 is a like; any other only makes the
 *   item known.
 * @throws ModelError `value` if the pairs are not sorted, or a weight is negative or not finite.
 */
export function softmaxDataOf({ users, items, row, col, value, weight }: Interactions): SoftmaxData {
  const indptr = new Int32Array(users + 1);
  const weights = new Float32Array(row.length);
  const likes = new Int32Array(users);
  for (let entry = 0; entry < row.length; entry++) {
    const user = row[entry]!;
    if (entry > 0 && !comesAfter(row, col, entry)) {
      throw new ModelError('value', `Pair ${entry} does not follow the one before it. Sort by user, then by item.`);
    }
    indptr[user + 1]!++;
    if (!(value[entry]! > 0)) continue;
    const own = weight?.[entry] ?? 1;
    if (!(own >= 0 && Number.isFinite(own))) {
      throw new ModelError('value', `The weight of pair ${entry} is ${own}; give a number from 0.`);
    }
    weights[entry] = own;
    if (own > 0) likes[user]!++;
  }
  for (let user = 0; user < users; user++) indptr[user + 1]! += indptr[user]!;
  const active = Int32Array.from(likes, (_, user) => user).filter(
    (user) => likes[user]! > 0 && indptr[user + 1]! - indptr[user]! < items,
  );
  return { users, items, active, indptr, indices: col, weights };
}

function comesAfter(row: Int32Array, col: Int32Array, entry: number): boolean {
  if (row[entry] !== row[entry - 1]) return row[entry]! > row[entry - 1]!;
  return col[entry]! > col[entry - 1]!;
}
