import { isForMembers, type CurrentVersion } from '@segue/core/contract/stored/model';
import type { Live } from './live-value.js';
import type { LoadedVersion } from './published-versions.js';

/** A version on screen, with the number shown to people. */
export interface ShownVersion extends LoadedVersion {
  number: number;
  /** Milliseconds since 1970; `null` if it was not recorded. */
  publishedAt: number | null;
}

/** The replacement of one version by another while the page was open. */
export interface VersionSwitch {
  from: ShownVersion;
  to: ShownVersion;
}

/** The name of a version that should be on screen, before it is loaded. */
export interface WantedVersion {
  version: string;
  number: number;
  publishedAt: number | null;
  /** The viewer asked for it, so it is shown at once and not announced. */
  chosen: boolean;
  /** Made while the data set was private: the database refuses it to all but its members. */
  isForMembers: boolean;
}

/**
 * The version that should be on screen, or why there is none. `pinned` is the number the address asks for: it wins
 * while that version is kept; otherwise the current version is shown.
 */
export function wantedVersion(
  live: Live<CurrentVersion>,
  pinned: number | null,
): WantedVersion | 'waiting' | 'missing' | 'untrained' {
  if (live.state === 'waiting') return 'waiting';
  const current = live.value;
  if (!current) return 'missing';
  if (current.version === undefined) return 'untrained';
  const kept = pinned === null ? undefined : Object.values(current.kept ?? {}).find(({ number }) => number === pinned);
  if (kept) {
    const { version, number, publishedAt } = kept;
    return { version, number, publishedAt, chosen: true, isForMembers: kept.private === true };
  }
  const { version, number, publishedAt } = current;
  return { version, number, publishedAt: publishedAt ?? null, chosen: false, isForMembers: isForMembers(current) };
}

/** The current version as the viewer may see it: one from a private time is not there for visitors. */
export function currentFor(isMember: boolean, current: CurrentVersion | null): CurrentVersion | null {
  return current && (isMember || !isForMembers(current)) ? current : null;
}
