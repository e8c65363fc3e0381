import { MemoryPlan, copyIn, writeStructure } from '../../kernels/wasm/memory-plan.js';
import { createMemory, instantiate } from '../../kernels/wasm/platform.js';
import { addresses, ialsFields, ialsSideFields } from '../../kernels/wasm/structures.js';
import { fillRows, rowWidth, type IalsData, type IalsSide } from './ials-data.js';
import type { IalsKernel } from './ials-kernel.js';

/** Observed rows that are added up together: 16 KB of them if d = 30, which the first cache holds. */
const CHUNK = 64;

/**
 * The kernel of kernels/assembly/ials.ts. All lies in one linear memory: pairs, rows and scratch space.
 *
 * @throws RangeError if that memory is not to be had (4 GiB at most).
 */
export function startCompiledKernel(data: IalsData): IalsKernel {
  const { d, unobservedWeight, users, items } = data;
  const stride = 8 * rowWidth(d);
  const plan = new MemoryPlan();
  const placedUsers = placeSide(plan, users, stride);
  const placedItems = placeSide(plan, items, stride);
  const shared = {
    gathered: plan.reserve(CHUNK * stride),
    weighted: plan.reserve(CHUNK * stride),
    unobserved: plan.reserve(rowWidth(d) * stride),
    matrix: plan.reserve(rowWidth(d) * stride),
    solution: plan.reserve(stride),
  };
  const memory = createMemory(plan.end);
  const { buffer } = memory;
  writeStructure(buffer, addresses.ials, ialsFields, { ...shared, unobservedWeight, d, stride, chunk: CHUNK });
  const kernels = instantiate(memory, noLoss);
  const { ialsUsers, ialsItems } = addresses;
  return {
    userRows: fillSide(buffer, ialsUsers, placedUsers, users, d),
    itemRows: fillSide(buffer, ialsItems, placedItems, items, d),
    solveUsers: () => kernels.ialsSolve(ialsUsers, ialsItems),
    solveItems: () => kernels.ialsSolve(ialsItems, ialsUsers),
  };
}

type PlacedSide = ReturnType<typeof placeSide>;

function placeSide(plan: MemoryPlan, { starts, others, counts, penalties }: IalsSide, stride: number) {
  return {
    rows: plan.reserve(penalties.length * stride),
    starts: plan.reserveFor(starts),
    others: plan.reserveFor(others),
    weights: plan.reserveFor(counts?.weights),
    targets: plan.reserveFor(counts?.targets),
    penalties: plan.reserveFor(penalties),
  };
}

/** Copies a side's data in; returns its rows. */
function fillSide(
  buffer: ArrayBufferLike,
  address: number,
  placed: PlacedSide,
  { starts, others, counts, penalties }: IalsSide,
  d: number,
): Float64Array {
  copyIn(buffer, placed.starts, starts);
  copyIn(buffer, placed.others, others);
  copyIn(buffer, placed.weights, counts?.weights);
  copyIn(buffer, placed.targets, counts?.targets);
  copyIn(buffer, placed.penalties, penalties);
  writeStructure(buffer, address, ialsSideFields, { ...placed, count: penalties.length });
  return fillRows(new Float64Array(buffer, placed.rows, penalties.length * rowWidth(d)), d);
}

/** Losses of violations are WARP's. */
function noLoss(): never {
  throw new Error('an implicit ALS fit has no violations');
}
