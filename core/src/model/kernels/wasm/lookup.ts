import type { Coo } from '../../sparse.js';
import type { FitTask } from '../kernel.js';
import { compiledLoss } from './compiled-losses.js';
import type { MemoryPlan, TaskValues } from './memory-plan.js';

/** The fields of `Task` that locate the lookup in memory. */
export type LookupFields = Pick<TaskValues, 'positivesIndptr' | 'positivesIndices' | 'bits' | 'bitsStride'>;

/** What the kernels ask which items a user has an entry for. */
export interface Lookup {
  /** Its fields of `Task`; 0 for what is not there. */
  readonly fields: LookupFields;
  fill(buffer: ArrayBufferLike): void;
}

/**
 * Plans the lookup that a loss needs: none for one that asks nothing; a bit a cell where that takes no more than 4 bytes an
 * example, or is small; else, and for one that draws from a user's items, those items themselves, sorted.
 * Stored entries count whatever their value.
 */
export function planLookup(plan: MemoryPlan, { hyperparameters, interactions, itemFeatures }: FitTask): Lookup {
  const { rows, cols, row } = interactions;
  const { asks } = compiledLoss(hyperparameters.loss);
  // Items can be drawn beyond the last column, where the feature matrix has more rows.
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

/** The items of each user, sorted and each once, without further memory: by row, then in each row by itself. */
function gather({ rows, row, col }: Coo, indptr: Int32Array, indices: Int32Array): void {
  for (let entry = 0; entry < row.length; entry++) indptr[row[entry]! + 1]!++;
  for (let user = 0; user < rows; user++) indptr[user + 1]! += indptr[user]!;
  // Filled from the end of each row; then the pointers stand at the starts.
  for (let entry = 0; entry < row.length; entry++) indices[--indptr[row[entry]! + 1]!] = col[entry]!;
  let kept = 0;
  for (let user = 0; user < rows; user++) {
    const start = indptr[user + 1]!;
    const end = user + 1 < rows ? indptr[user + 2]! : row.length;
    const items = indices.subarray(start, end).sort();
    const first = kept;
    for (const item of items) if (kept === first || indices[kept - 1] !== item) indices[kept++] = item;
    // Its start is spent: the place can hold the end of what is kept.
    indptr[user + 1] = kept;
  }
}
