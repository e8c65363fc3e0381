import { causeNotes } from '../../contract/history.js';
import type { Cause } from '../../contract/stored/cause.js';
import type { HistoryEntry } from '../../contract/stored/history.js';
import { columnNamesOf } from '../model-columns.js';
import type { Notes, Trained } from './trained.js';

/** The history entries between two versions. */
export interface NewNotes {
  /** The changes of rows in the one version and not in the other. */
  causes: () => Cause[];
  /** The entry of the file that replaced the rows, if it is recorded, and the changes of that file's rows. */
  sinceFile: () => { entry?: HistoryEntry; later: HistoryEntry[] };
  /** Changes of rows written after the newer version was counted, by the time of its training. */
  late: HistoryEntry[];
}

/** Finds the history entries that the one version contains and the other does not. */
export function findNewNotes(before: Trained, after: Trained, notes: Notes): NewNotes {
  const columns = columnNamesOf(after.configuration);
  const fresh = [...notes].filter(([key, entry]) => !isIn(before, key, entry));
  const counted = fresh.filter(([key, entry]) => isIn(after, key, entry));
  const rowsOf = (entries: [string, HistoryEntry][]) =>
    entries.map(([, entry]) => entry).filter((entry) => matters(entry, columns));
  const unread = unreadKeys(before, after, notes);
  // Nothing is missing between the entries that are read if they reach back to the version before.
  const isFull = fresh.length >= causeNotes && fresh.length === notes.size;
  return {
    causes: () => {
      const known = groupNotes(rowsOf(counted), isFull);
      return unread > 0 && known.length === 0 ? [{ kind: 'many', count: unread }] : known;
    },
    sinceFile: () => {
      const file = fresh.filter(([, { kind }]) => kind === 'replace').at(-1);
      if (!file) return { later: [] };
      return { entry: file[1], later: rowsOf(counted.filter(([key]) => key > file[0])) };
    },
    late: rowsOf(fresh.filter(([key, entry]) => !isIn(after, key, entry) && entry.at <= after.startedAt)),
  };
}

/** How many of the changes are known by their keys alone, because their entries are too old or private. */
function unreadKeys(before: Trained, { counted }: Trained, notes: Notes): number {
  if (!before.counted || !counted) return 0;
  return counted.notes.filter((key) => !isNoted(before, key) && !notes.has(key)).length;
}

/** Whether a version contains a change. Versions of earlier releases say only when their training began. */
function isIn(version: Trained, key: string, entry: HistoryEntry): boolean {
  return version.counted ? isNoted(version, key) : entry.at <= version.startedAt;
}

/** A version names only the newest of its changes; it contains all older ones too. */
function isNoted({ counted }: Trained, key: string): boolean {
  if (!counted) return false;
  const { notes } = counted;
  return notes.includes(key) || (notes.length >= causeNotes && key < notes[0]!);
}

/** Whether the model can notice the change: it changes rows, and in one of its columns. */
function matters(entry: HistoryEntry, columns: readonly string[]): boolean {
  if (entry.kind === 'upload' || entry.kind === 'replace') return false;
  if (entry.kind !== 'edit') return true;
  const { column, columns: edited = [column], columnCount = edited.length } = entry;
  return columnCount > edited.length || edited.some((name) => columns.includes(name));
}

/** One cause for each kind of change, in the order in which each last happened. */
export function groupNotes(entries: readonly HistoryEntry[], more: boolean): Cause[] {
  const groups = new Map<string, HistoryEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.kind) ?? [];
    groups.delete(entry.kind);
    groups.set(entry.kind, [...group, entry]);
  }
  return [...groups.values()].flatMap((group): Cause[] => {
    const last = group.at(-1);
    if (!last || last.kind === 'upload' || last.kind === 'replace') return [];
    const rows = group.reduce((sum, entry) => sum + entry.rows, 0);
    return [{ kind: last.kind, count: group.length, rows, ...(more && { more: true as const }), last }];
  });
}
