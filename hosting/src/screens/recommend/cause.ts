import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { changeWords } from '../data/change-words.js';
import type { VersionSwitch } from '../../data/shown-version.js';

/**
 * Why a version took the place of another, from the changes noted between the starts of their trainings: what was
 * written while the old one trained is in the new one only. Without any, what the version itself says.
 */
export function causeOf({ from, to }: VersionSwitch, history: readonly HistoryEntry[]): string {
  const since = from.provenance.startedAt;
  const changes = history.filter(({ at }) => at > since && at <= to.provenance.startedAt).sort((a, b) => a.at - b.at);
  const last = changes.at(-1);
  if (!last) return to.provenance.cause;
  if (changes.length === 1) return `${changeWords(last)}.`;
  const people = [...new Set(changes.map(({ by }) => by))];
  const who =
    people.length === 1 ? last.by : `${last.by} and ${people.length - 1} other${people.length > 2 ? 's' : ''}`;
  return `${changes.length} changes by ${who}. The last: ${changeWords(last)}.`;
}
