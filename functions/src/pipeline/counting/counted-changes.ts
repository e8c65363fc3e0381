import { causeNotes } from '@segue/core/contract/history';
import { limits } from '@segue/core/contract/limits';
import type { Counted } from '@segue/core/contract/stored/counted';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { paths } from '@segue/core/contract/stored/paths';
import { digestEach, digestOfParts } from '../records/digests.js';
import type { Tree } from '../ports.js';
import type { FreshSummary, Labels } from './summaries.js';

/** The history of a data set around a count. */
export interface NotedChanges {
  /** The newest entries, read before the counters: each marked its block in the write that made it. */
  before: ReadonlyMap<string, HistoryEntry>;
  /** Reads them again, with those written while the rows were read. */
  readAgain: () => Promise<ReadonlyMap<string, HistoryEntry>>;
  rowsPerBlock: number;
}

/** The newest history entries of a data set by key, in key order. */
export async function readNotes(tree: Tree, dataset: string): Promise<Map<string, HistoryEntry>> {
  return (await tree.newest(paths.history(dataset), causeNotes)).entries;
}

/** What a round knows of a total when it says which changes are in it. */
interface CountedRound {
  /** What the total said so far; absent until all blocks of a file were counted once. */
  before: Counted | undefined;
  fresh: ReadonlyMap<number, FreshSummary>;
  labels: Labels;
  isPartial: boolean;
}

/**
 * Says which changes are in a total. Blocks that no history entry explains were written past our code, but not before
 * all blocks of the file were counted once: until then it is the file itself that is counted.
 *
 * @returns `undefined` until then
 */
export async function countedChanges(noted: NotedChanges, round: CountedRound): Promise<Counted | undefined> {
  const { before, isPartial } = round;
  const notes = [...noted.before.keys()];
  if (!before) return isPartial ? undefined : { notes, foreign: 0, foreignBlocks: [] };
  const foreign = await foreignBlocks(noted, before, round);
  return {
    notes: isPartial ? before.notes : notes,
    foreign: before.foreign + foreign.length,
    foreignBlocks: [...before.foreignBlocks, ...foreign].slice(-limits.blocksNamed),
  };
}

async function foreignBlocks(noted: NotedChanges, known: Counted, { fresh, labels }: CountedRound): Promise<number[]> {
  const changed = [...fresh].filter(([block, { label }]) => (labels.get(block)?.digest ?? noRows()) !== label.digest);
  const blocks = changed.map(([block]) => block).sort((a, b) => a - b);
  const unexplained = blocks.filter((block) => !isExplained(block, noted.before, known, noted.rowsPerBlock));
  if (unexplained.length === 0) return [];
  const all = new Map([...noted.before, ...(await noted.readAgain())]);
  return unexplained.filter((block) => !isExplained(block, all, known, noted.rowsPerBlock));
}

/** The digest of a block without rows. */
function noRows(): string {
  return digestOfParts(digestEach({}));
}

/** Whether an entry that the total did not contain before changed the block, or may have, if there are too many. */
function isExplained(
  block: number,
  notes: ReadonlyMap<string, HistoryEntry>,
  known: Counted,
  rowsPerBlock: number,
): boolean {
  const fresh = [...notes].filter(([key]) => !known.notes.includes(key)).map(([, entry]) => entry);
  if (fresh.length >= causeNotes) return true;
  return fresh.some((entry) => {
    // Entries of earlier releases do not say where rows were added.
    if (!('row' in entry)) return entry.kind === 'append';
    const { row, rows } = entry;
    return block >= Math.floor(row / rowsPerBlock) && block <= Math.floor((row + rows - 1) / rowsPerBlock);
  });
}
