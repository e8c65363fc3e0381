import type { HistoryEntry } from '@segue/core/contract/dataset';
import { editedColumns, isOneCell } from '@segue/core/contract/history';
import type { ModelRecord } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import { limits } from '@segue/core/contract/limits';
import { numbered, type Context, type Tree } from '../ports.js';

/** As many of a data set's newest notes are looked at. */
const notesRead = 20;

/**
 * For people: what a training is for, from the changes noted since the last version. A write made past our code leaves
 * no note, which is said as well.
 */
export async function readCause({ tree }: Context, key: string, model: ModelRecord): Promise<string> {
  const { startedAt: since, version } = model.current;
  const [notes, before] = await Promise.all([
    tree.newest(paths.history(model.dataset), notesRead),
    version === undefined ? null : tree.read(`${paths.version(key, version)}/provenance/revision`),
  ]);
  const entries = Object.values(notes) as HistoryEntry[];
  const recent = entries.filter((entry) => since === undefined || entry.at > since).sort((a, b) => b.at - a.at);
  const newest = recent[0];
  if (typeof before === 'number' && before !== model.revision)
    return newest ? `New options. ${describeAll(recent, newest)}` : 'New options.';
  if (!newest) return since === undefined ? 'The model is new.' : await describeForeign(tree, key);
  return describeAll(recent, newest);
}

/** Nobody noted it: all that is known is where the rows are that were counted last. Blocks are told from 0, as they lie. */
async function describeForeign(tree: Tree, key: string): Promise<string> {
  const blocks = numbered(await tree.read(paths.countedBlocks(key))).map(([, block]) => String(block));
  if (blocks.length === 0) return 'A write from outside this page.';
  if (blocks.length === 1) return `A write from outside this page, in block ${blocks[0]}.`;
  const more = blocks.length === limits.blocksNamed ? ' and perhaps more' : '';
  return `A write from outside this page, in blocks ${blocks.join(', ')}${more}.`;
}

function describeAll(recent: HistoryEntry[], newest: HistoryEntry): string {
  if (recent.length === 1) return describeChange(newest);
  const many = recent.length === notesRead ? ' or more' : '';
  return `${recent.length}${many} changes, the last: ${describeChange(newest)}`;
}

/** One change in a sentence. Rows are told as people count them, from 1. */
export function describeChange(entry: HistoryEntry): string {
  const { by, kind, rows, row, from, to } = entry;
  const who = by[0]!.toUpperCase() + by.slice(1);
  if (kind === 'edit') {
    const values = isOneCell(entry) ? ` from ${shown(from)} to ${shown(to)}` : '';
    return `${who} changed ${editedColumns(entry)} in row ${row! + 1}${values}.`;
  }
  if (kind === 'delete') return `${who} deleted row ${row! + 1}.`;
  const count = rows === 1 ? 'one row' : `${rows.toLocaleString('en')} rows`;
  if (kind === 'append') return `${who} added ${count}.`;
  return kind === 'replace' ? `${who} replaced the file, ${count}.` : `${who} uploaded the file, ${count}.`;
}

function shown(cell: string | number | undefined): string {
  return cell === undefined || cell === '' ? 'empty' : String(cell);
}
