import type { Coo } from '../../sparse.js';
import type { FitTask } from '../kernel.js';
import { compiledLoss } from './compiled-losses.js';
import type { MemoryPlan, TaskValues } from './memory-plan.js';

/** The fields of `Task` that locate the lookup in memory. */
export type LookupFields = Pick<TaskValues, 'positivesIndptr' | 'positivesIndices' | 'bits' | 'bitsStride'>;

/** Tells the kernels which items a user has an entry for. */
export interface Lookup {
  /** Its fields of `Task`; 0 for absent arrays. */
  readonly fields: LookupFields;
  fill(buffer: ArrayBufferLike): void;
}

/**
 * Plans the lookup that a loss needs: none for a loss that asks nothing; one bit per cell if that takes at most 4 bytes
 * per example or is small; otherwise, and for a loss that draws from a user's items, the sorted items themselves.
 * Stored entries count, whatever their value.
 */
export function planLookup(plan: MemoryPlan, { hyperparameters, interactions, itemFeatures }: FitTask): Lookup {
  const { rows, cols, row } = interactions;
  const { asks } = compiledLoss(hyperparameters.loss);
  // Items beyond the last column can be drawn if the feature matrix has more rows.
  const stride = Math.ceil(Math.max(cols, itemFeatures?.rows ?? 0) / 8);
  const hasBits = asks !== 'nothing' && stride * rows <= Math.max(4 * row.length, 65536);
  const hasItems = asks === 'list' || (asks === 'membership' && !hasBits);
  const bits = hasBits ? plan.reserve(stride * rows) : 0;
  const indptr = hasItems ? plan.reserve(4 * (rows + 1)) : 0;
  const indices = hasItems ? plan.reserve(4 * row.length) : 0;
  return {
    fields: { positivesIndptr: indptr, positivesIndices: indices, bits, bitsStride: hasBits ? stride : 0 },
    fill: (buffer) => {
      if (hasBits) setBits(new Uint8Array(buffer, bits), stride, interactions);
      if (hasItems) {
        gather(interactions, new Int32Array(buffer, indptr, rows + 1), new Int32Array(buffer, indices, row.length));
      }
    },
  };
}

function setBits(bits: Uint8Array, stride: number, { row, col }: Coo): void {
  for (let entry = 0; entry < row.length; entry++) {
    bits[row[entry]! * stride + (col[entry]! >>> 3)]! |= 1 << (col[entry]! & 7);
  }
}

/** Gathers the items of each user, sorted and unique, without extra memory: by row, then within each row. */
function gather({ rows, row, col }: Coo, indptr: Int32Array, indices: Int32Array): void {
  for (let entry = 0; entry < row.length; entry++) indptr[row[entry]! + 1]!++;
  for (let user = 0; user < rows; user++) indptr[user + 1]! += indptr[user]!;
  // Fill each row from its end; afterwards the pointers are at the starts.
  for (let entry = 0; entry < row.length; entry++) indices[--indptr[row[entry]! + 1]!] = col[entry]!;
  let kept = 0;
  for (let user = 0; user < rows; user++) {
    const start = indptr[user + 1]!;
    const end = user + 1 < rows ? indptr[user + 2]! : row.length;
    const items = indices.subarray(start, end).sort();
    const first = kept;
    for (const item of items) if (kept === first || indices[kept - 1] !== item) indices[kept++] = item;
    // The start of this row is no longer needed, so its place can hold the end of the kept items.
    indptr[user + 1] = kept;
  }
}
