import { toCanonicalCsr, type Csr } from '../../sparse.js';
import type { FitTask } from '../kernel.js';
import { copyIn, type MemoryPlan } from './memory-plan.js';

/** The examples and lookups of a fit, as the linear memory holds them: 12 to 20 bytes an example, and the lookup. */
export interface Examples {
  /** Fields of assembly/memory.ts, `exampleUsers` to `bitsStride`. */
  readonly fields: Readonly<Record<string, number>>;
  readonly orderAddress: number;
  copyInto(buffer: ArrayBuffer): void;
}

/** Plans where the examples go. */
export function planExamples(plan: MemoryPlan, { interactions, sampleWeight, itemFeatures }: FitTask): Examples {
  const { row, col, data } = interactions;
  const positives = toCanonicalCsr(interactions);
  // Only where some are not liked do values matter.
  const values = data.every((value) => value > 0) ? undefined : data;
  // Items can be drawn beyond the last column, where the feature matrix has more rows.
  const bits = bitsOf(positives, Math.max(interactions.cols, itemFeatures?.rows ?? 0));
  const exampleUsers = plan.reserveFor(row);
  const exampleItems = plan.reserveFor(col);
  const exampleValues = plan.reserveFor(values);
  const exampleWeights = plan.reserveFor(sampleWeight);
  const order = plan.reserveFor(row);
  const positivesIndptr = plan.reserveFor(positives.indptr);
  const positivesIndices = plan.reserveFor(positives.indices);
  const bitsAddress = bits === undefined ? 0 : plan.reserve(bits.stride * positives.rows);
  return {
    fields: {
      ...{ exampleUsers, exampleItems, exampleValues, exampleWeights, examples: row.length, order },
      ...{ positivesIndptr, positivesIndices, bits: bitsAddress, bitsStride: bits?.stride ?? 0 },
    },
    orderAddress: order,
    copyInto: (buffer) => {
      copyIn(buffer, exampleUsers, row);
      copyIn(buffer, exampleItems, col);
      copyIn(buffer, exampleValues, values);
      copyIn(buffer, exampleWeights, sampleWeight);
      copyIn(buffer, positivesIndptr, positives.indptr);
      copyIn(buffer, positivesIndices, positives.indices);
      if (bits !== undefined) setBits(new Uint8Array(buffer, bitsAddress), bits.stride, positives);
    },
  };
}

/** One bit a cell, where that takes no more than the examples themselves do, or is small. */
function bitsOf({ rows, indices }: Csr, width: number): { stride: number } | undefined {
  const stride = Math.ceil(width / 8);
  return stride * rows <= Math.max(4 * indices.length, 65536) ? { stride } : undefined;
}

function setBits(bits: Uint8Array, stride: number, { rows, indptr, indices }: Csr): void {
  for (let user = 0; user < rows; user++) {
    for (let i = indptr[user]!; i < indptr[user + 1]!; i++) {
      bits[user * stride + (indices[i]! >>> 3)]! |= 1 << (indices[i]! & 7);
    }
  }
}
