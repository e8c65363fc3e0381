import type { AddressTaste } from '../../navigation/address.js';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { anythingMoved, compareLists, type Movements, type NamedList } from '../../ranking/movements.js';
import { rankItems, type Mode, type Ranking } from '../../ranking/ranking.js';
import { causeOf } from './cause.js';
import { toChannels, toDeskTastes } from './desk-tastes.js';
import type { ShownVersion, VersionSwitch } from '../../data/shown-version.js';

/** The mix a list is made for. */
export interface Mix {
  tastes: readonly AddressTaste[];
  mode: Mode;
  n: number;
}

/** What a new version did to the list. */
export interface LiveChange {
  from: number;
  to: number;
  movements: Movements;
  moved: boolean;
  cause: string;
}

/** Compares the list before and after a switch of versions, for the mix that was on the desk. */
export function changeOf(change: VersionSwitch, mix: Mix, history: readonly HistoryEntry[]): LiveChange {
  const { from, to } = change;
  const movements = compareLists(namedList(from, mix), namedList(to, mix));
  return {
    from: from.number,
    to: to.number,
    movements,
    moved: anythingMoved(movements),
    cause: causeOf(change, history),
  };
}

/** The list of a version for a mix. */
export function rankMix({ model, names }: ShownVersion, { tastes, mode, n }: Mix): Ranking {
  return rankItems(model, toDeskTastes(toChannels(tastes, names)), mode, n);
}

function namedList(version: ShownVersion, mix: Mix): NamedList {
  const ranking = rankMix(version, mix);
  return {
    shown: ranking.items.map(({ name }) => name),
    placeOf: (name) => {
      const item = version.names.find('item', name);
      return item === undefined ? null : ranking.placeOf(item);
    },
  };
}

/** "Version 15: 7 of your ten moved, 1 is new." */
export function changeSentence({ from, to, movements }: LiveChange, n: number): string {
  const parts: string[] = [];
  if (movements.moved > 0) parts.push(`${movements.moved} of your ${numberWord(n)} moved`);
  if (movements.entered > 0) parts.push(`${movements.entered} ${movements.entered === 1 ? 'is' : 'are'} new`);
  const between = to - from > 1 ? ` (you last saw ${from})` : '';
  return `Version ${to}${between}: ${parts.join(', ') || 'no rank moved'}.`;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A count in words as long as it is short. */
export function numberWord(count: number): string {
  return words[count] ?? String(count);
}
