import type { KnownMode } from '@segue/core/contract/api/recommendations';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { chanceNote } from '@segue/core/versions/answering/chance-note';
import {
  anythingMoved,
  compareLists,
  toNamedList,
  type Departure,
  type Movements,
  type NamedList,
} from '@segue/core/versions/answering/movements';
import type { Notes } from '@segue/core/versions/answering/trained';
import type { AddressTaste } from '../../navigation/address.js';
import { causeOf } from './cause.js';
import { rankDesk, toChannels } from './desk-tastes.js';
import type { ShownVersion, VersionSwitch } from '../../data/shown-version.js';

/** The mix that a list was made for. */
export interface Mix {
  tastes: readonly AddressTaste[];
  known: KnownMode;
  n: number;
}

/** What a new version did to the list. */
export interface LiveChange {
  from: number;
  to: number;
  movements: Movements;
  moved: boolean;
  cause: string;
  /** How many rows an item needs in the new version. */
  minimumRows: number;
}

/** Compares the list before and after a switch of versions, for the mix on the desk. */
export function changeOf(
  change: VersionSwitch,
  mix: Mix,
  { history, current }: { history: Notes; current: CurrentVersion | null },
): LiveChange {
  const { from, to } = change;
  const movements = compareLists(listOf(from, mix), listOf(to, mix));
  return {
    from: from.number,
    to: to.number,
    movements,
    moved: anythingMoved(movements),
    cause: whyMoved(change, history, current),
    minimumRows: to.provenance.minimumRows,
  };
}

/** Why places moved: by chance, as far as anyone can tell, where a method draws at random; going back to a version is no training. */
function whyMoved(change: VersionSwitch, history: Notes, current: CurrentVersion | null): string {
  const rolledBackFrom = current?.rolledBackFrom ?? null;
  const chance = rolledBackFrom === null ? chanceNote(change.to.provenance, current) : '';
  return chance || causeOf(change, history, rolledBackFrom);
}

function listOf({ model, names }: ShownVersion, { tastes, known, n }: Mix): NamedList {
  const ranking = rankDesk(model, { channels: toChannels(tastes, model, names), known, n });
  return toNamedList(ranking, names);
}

/** "Version 15: 7 of your ten moved, 1 is new." */
export function changeSentence({ from, to, movements }: LiveChange, n: number): string {
  const parts: string[] = [];
  if (movements.moved > 0) parts.push(`${movements.moved} of your ${numberWord(n)} moved`);
  if (movements.entered > 0) parts.push(`${movements.entered} ${movements.entered === 1 ? 'is' : 'are'} new`);
  const between = to - from > 1 ? ` (you last saw ${from})` : '';
  return `Version ${to}${between}: ${parts.join(', ') || 'no rank moved'}.`;
}

/** What is said of a version that has nothing to show: other places whose margins did not change are no move. */
export function stillNote({ movements: { raw } }: LiveChange): string {
  return raw.moved + raw.entered + raw.left === 0 ? 'no rank moved' : 'nothing really moved';
}

/** Why an item is no longer ranked. */
export function departureWords({ why, from, to }: Departure, minimumRows: number): string {
  if (to !== null) return `, from ${from} to ${to}`;
  if (why === 'known') return `, was ${from}, is known now`;
  if (minimumRows > 1) return `, was ${from}, has fewer than the ${minimumRows} rows that the model needs`;
  return `, was ${from}, is no longer in the data`;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A small count as a word, a larger one in digits. */
export function numberWord(count: number): string {
  return words[count] ?? String(count);
}
