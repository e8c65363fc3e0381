import type { CurrentVersion } from '@segue/core/contract/stored/model';

/** The node without what was found out for the configuration: its choice of a method, and what changes by chance. */
export function withoutFindings({ choice: _choice, chance: _chance, ...current }: CurrentVersion): CurrentVersion {
  return current;
}
