import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Parts } from '@segue/core/tables/parts';
import { digest } from '../records/digests.js';
import { isNumberKey } from '@segue/core/contract/stored/shapes';
import type { Tree } from '../ports.js';

/** Where the summaries of a derivation lie. */
export type SummariesPath = ReturnType<typeof paths.modelSummaries>;

/** What a block's summary says of itself: the change counter that was read before its rows, and a digest of its parts. */
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

/** Labels and data of all blocks, as of one moment. */
export interface Summaries {
  labels: Labels;
  parts: Map<number, Parts>;
}

/** All summaries of a derivation in one read, so that labels and data belong together. */
export async function readSummaries(tree: Tree, derivation: { summaries: SummariesPath }): Promise<Summaries> {
  const node = await tree.read(derivation.summaries);
  return { labels: parseLabels(node?.labels), parts: node?.data ?? new Map<number, Parts>() };
}

/** The labels of a derivation alone. */
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

/** A label as the tree holds it. */
export function labelText({ counter, digest: hash }: Label): string {
  return `${counter}:${hash}`;
}

/** The hash of all labels, in block order. */
export function stampOf(labels: Labels): string {
  const inOrder = [...labels].sort(([a], [b]) => a - b);
  return digest(inOrder.map(([block, label]) => `${block}=${labelText(label)}`).join('\n'));
}

/** How many blocks beyond the last one are still counted after a write past our code. */
const reach = 1000;

/** The change counters of a data set's blocks. */
export async function readCounters(tree: Tree, dataset: string, record: DatasetRecord): Promise<Map<number, number>> {
  const counters = (await tree.read(paths.changes(dataset, record.rowsVersion))) ?? [];
  return new Map([...counters].filter(([block]) => isInReach(record, block)));
}

/**
 * The blocks of a data set: up to its end, and what lies beyond it because somebody wrote past our code.
 */
export async function readBlockNumbers(tree: Tree, dataset: string, record: DatasetRecord): Promise<number[]> {
  const { rowsVersion, slots, rowsPerBlock } = record;
  const count = Math.ceil(slots / rowsPerBlock);
  const lying = (await tree.keys(paths.rows(dataset, rowsVersion))).filter(isNumberKey).map(Number);
  const beyond = lying.filter((block) => block >= count && isInReach(record, block)).sort((a, b) => a - b);
  return [
    ...Array(count).keys(),
    // safeguard: sweep-compares-blocks-beyond-the-end
    ...beyond,
  ];
}

/**
 * A block far beyond the data set's end is no part of it: whoever writes one by mistake must not make everybody count
 * through what lies between.
 */
function isInReach({ slots, rowsPerBlock }: DatasetRecord, block: number): boolean {
  return block <= slots / rowsPerBlock + reach;
}

/** Blocks whose summary was not made after their last mark, and blocks that have none. */
export function dirtyBlocks(counters: Map<number, number>, labels: Labels): number[] {
  const isDirty = (block: number, counter: number): boolean =>
    !labels.has(block) ||
    // safeguard: labels-are-held-against-counters
    labels.get(block)?.counter !== counter;
  return [...counters].filter(([block, counter]) => isDirty(block, counter)).map(([block]) => block);
}
