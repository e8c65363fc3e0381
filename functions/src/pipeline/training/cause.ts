import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { editedColumns, isOneCell } from '@segue/core/contract/history';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { limits } from '@segue/core/contract/limits';
import type { Context, Tree } from '../ports.js';

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
    version === undefined ? null : tree.read(paths.version(key, version).provenance.revision),
  ]);
  const recent = [...notes.entries.values()]
    .filter((entry) => since === undefined || entry.at > since)
    .sort((a, b) => b.at - a.at);
  const newest = recent[0];
  if (before !== null && before !== model.revision)
    return newest ? `New options. ${describeAll(recent, newest)}` : 'New options.';
  if (!newest) return since === undefined ? 'The model is new.' : await describeForeign(tree, key);
  return describeAll(recent, newest);
}

/** Nobody noted it: all that is known is where the rows are that were counted last. Blocks are told from 0, as they lie. */
async function describeForeign(tree: Tree, key: string): Promise<string> {
  const blocks = (await tree.read(paths.training(key).blocks)) ?? [];
  if (blocks.length === 0) return 'A write from outside this page.';
  if (blocks.length === 1) return `A write from outside this page, in block ${blocks[0]!}.`;
  const more = blocks.length === limits.blocksNamed ? ' and perhaps more' : '';
  return `A write from outside this page, in blocks ${blocks.join(', ')}${more}.`;
}

function describeAll(recent: HistoryEntry[], newest: HistoryEntry): string {
  if (recent.length === 1) return describeChange(newest);
  const many = recent.length === notesRead ? ' or more' : '';
  return `${recent.length}${many} changes, the last: ${describeChange(newest)}`;
}

/** One change in a sentence. Rows are numbered as people count them, from 1. */
export function describeChange(entry: HistoryEntry): string {
  const who = capital(entry.by);
  const count = entry.rows === 1 ? 'one row' : `${entry.rows.toLocaleString('en')} rows`;
  switch (entry.kind) {
    case 'edit': {
      const values = isOneCell(entry) ? ` from ${shown(entry.from)} to ${shown(entry.to)}` : '';
      return `${who} changed ${editedColumns(entry)} in row ${entry.row + 1}${values}.`;
    }
    case 'delete':
      return `${who} deleted row ${entry.row + 1}.`;
    case 'append':
      return `${who} added ${count}.`;
    case 'replace':
      return `${who} replaced the file, ${count}.`;
    case 'upload':
      return `${who} uploaded the file, ${count}.`;
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function shown(cell: string | number | undefined): string {
  return cell === undefined || cell === '' ? 'empty' : String(cell);
}
