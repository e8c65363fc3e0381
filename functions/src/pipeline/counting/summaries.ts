import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Parts } from '@segue/core/tables/parts';
import { digest } from '../records/digests.js';
import { isNumberKey } from '@segue/core/contract/stored/shapes';
import type { Tree } from '../ports.js';

/** Where the summaries of a derivation are stored. */
export type SummariesPath = ReturnType<typeof paths.modelSummaries>;

/** The label of a block's summary: the change counter read before the block's rows, and a digest of the parts. */
export interface Label {
  counter: number;
  digest: string;
}

/** The labels of a derivation's blocks. In the tree a label is `counter:digest`, a few bytes a block. */
export type Labels = Map<number, Label>;

/** A block's new summary. */
export interface FreshSummary {
  label: Label;
  parts: Parts;
}

/** Labels and data of all blocks at one moment. */
export interface Summaries {
  labels: Labels;
  parts: Map<number, Parts>;
}

/** Reads all summaries of a derivation at once, so that labels and data match. */
export async function readSummaries(tree: Tree, derivation: { summaries: SummariesPath }): Promise<Summaries> {
  const node = await tree.read(derivation.summaries);
  return { labels: parseLabels(node?.labels), parts: node?.data ?? new Map<number, Parts>() };
}

/** Reads only the labels of a derivation. */
export async function readLabels(tree: Tree, derivation: { summaries: SummariesPath }): Promise<Labels> {
  return parseLabels(await tree.read(derivation.summaries.labels));
}

function parseLabels(labels: ReadonlyMap<number, string> | null | undefined): Labels {
  return new Map(
    [...(labels ?? [])].map(([block, text]) => {
      const [counter, hash] = text.split(':');
      return [block, { counter: Number(counter), digest: hash ?? '' }];
    }),
  );
}

/** A label as the tree stores it. */
export function labelText({ counter, digest: hash }: Label): string {
  return `${counter}:${hash}`;
}

/** The hash of all labels, in block order. */
export function stampOf(labels: Labels): string {
  const inOrder = [...labels].sort(([a], [b]) => a - b);
  return digest(inOrder.map(([block, label]) => `${block}=${labelText(label)}`).join('\n'));
}

/** How many blocks past the last one are still counted, in case a write bypassed our code. */
const reach = 1000;

/** The change counters of a data set's blocks. */
export async function readCounters(tree: Tree, dataset: string, record: DatasetRecord): Promise<Map<number, number>> {
  const counters = (await tree.read(paths.changes(dataset, record.rowsVersion))) ?? [];
  return new Map([...counters].filter(([block]) => isInReach(record, block)));
}

/**
 * The blocks of a data set, including blocks past its end that were written without our code.
 */
export async function readBlockNumbers(tree: Tree, dataset: string, record: DatasetRecord): Promise<number[]> {
  const { rowsVersion, slots, rowsPerBlock } = record;
  const count = Math.ceil(slots / rowsPerBlock);
  const blocks = (await tree.keys(paths.rows(dataset, rowsVersion))).filter(isNumberKey).map(Number);
  const beyond = blocks.filter((block) => block >= count && isInReach(record, block)).sort((a, b) => a - b);
  return [
    ...Array(count).keys(),
    // safeguard: sweep-compares-blocks-beyond-the-end
    ...beyond,
  ];
}

/**
 * A block far past the data set's end does not belong to it: one mistaken write must not make every recount go through
 * all the blocks in between.
 */
function isInReach({ slots, rowsPerBlock }: DatasetRecord, block: number): boolean {
  return block <= slots / rowsPerBlock + reach;
}

/** Blocks without a summary, or whose summary predates their last mark. */
export function dirtyBlocks(counters: Map<number, number>, labels: Labels): number[] {
  const isDirty = (block: number, counter: number): boolean =>
    !labels.has(block) ||
    // safeguard: labels-are-held-against-counters
    labels.get(block)?.counter !== counter;
  return [...counters].filter(([block, counter]) => isDirty(block, counter)).map(([block]) => block);
}
