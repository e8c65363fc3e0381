import type { RowsQuery, RowsView } from '@segue/core/contract/api/rows';
import { paths } from '@segue/core/contract/stored/paths';
import { blockRows, type IndexedRow } from './row-layout.js';
import type { ReadyDataset } from '../records/dataset-records.js';
import type { Tree } from '../ports.js';
import { randomPositions } from '@segue/core/tables/query/random-positions';

/** Which rows to read: by position among the live rows, from 0. */
export type RowsQuestion =
  | { position: 'first' | 'last'; count: number }
  | { position: 'random'; count: number; seed: number }
  | { start: number; count: number };

/** The question in a request. A random draw without a seed gets one, which the reply contains. */
export function toQuestion({ start, position = 'first', seed, count }: RowsQuery): RowsQuestion {
  if (start !== undefined) return { start, count };
  if (position !== 'random') return { position, count };
  return { position, count, seed: seed ?? Math.floor(Math.random() * 2 ** 31) };
}

/**
 * Rows of a data set, in order; reads only the blocks that contain them. `random` draws from the whole set without
 * replacement; the same seed draws the same positions again.
 */
export async function readRows(tree: Tree, dataset: ReadyDataset, question: RowsQuestion): Promise<RowsView> {
  const layout = await readLayout(tree, dataset);
  const positions = positionsOf(question, layout.total);
  const wanted = positions.map((position) => layout.locate(position));
  const blocks = new Map<number, IndexedRow[]>();
  await Promise.all(
    [...new Set(wanted.map(({ block }) => block))].map(async (block) => {
      blocks.set(block, await readBlock(tree, dataset, block));
    }),
  );
  const rows = wanted
    .map(({ block, offset }) => blocks.get(block)?.[offset])
    .filter((row) => row !== undefined)
    .map(({ index, cells }) => ({ index, values: cells }));
  const seed = 'seed' in question ? { seed: question.seed } : {};
  return { columns: dataset.columns, total: layout.total, rows, ...seed };
}

/** The live rows of one block. */
export async function readBlock(tree: Tree, dataset: ReadyDataset, block: number): Promise<IndexedRow[]> {
  const value = await tree.read(paths.block(dataset.id, dataset.rowsVersion, block));
  return blockRows(value, block, dataset.record.rowsPerBlock, dataset.columns.length);
}

interface RowPlaces {
  total: number;
  locate(position: number): { block: number; offset: number };
}

/**
 * Where the rows are. Without deleted rows this is arithmetic; otherwise it reads the number of holes of each block
 * that has any (`holes`, a few bytes a block, kept by the recount).
 */
async function readLayout(tree: Tree, { id, record }: ReadyDataset): Promise<RowPlaces> {
  const { rowCount, slots, rowsPerBlock } = record;
  if (slots === rowCount) {
    return {
      total: rowCount,
      locate: (position) => ({ block: Math.floor(position / rowsPerBlock), offset: position % rowsPerBlock }),
    };
  }
  const holes = await tree.read(paths.holes(id, record.rowsVersion));
  const starts: number[] = [0];
  for (let block = 0; block * rowsPerBlock < slots; block++) {
    const room = Math.min(rowsPerBlock, slots - block * rowsPerBlock);
    starts.push(starts[block]! + Math.max(0, room - (holes?.get(block) ?? 0)));
  }
  return { total: starts[starts.length - 1]!, locate: (position) => locate(starts, position) };
}

/** The block that holds a position, found by bisecting the start positions of the blocks. */
function locate(starts: number[], position: number): { block: number; offset: number } {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= position) low = middle;
    else high = middle;
  }
  // Blocks without live rows share their start with the next one; the last of them holds the position.
  return { block: low, offset: position - starts[low]! };
}

function positionsOf(question: RowsQuestion, total: number): number[] {
  if ('start' in question) return range(question.start, Math.min(total, question.start + question.count));
  if (question.position === 'first') return range(0, Math.min(total, question.count));
  if ('seed' in question) return randomPositions(total, question.count, question.seed);
  return range(Math.max(0, total - question.count), total);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step);
}
