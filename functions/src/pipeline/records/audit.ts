import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import type { AuditEntry, UndatedAuditEntry } from '@segue/core/contract/stored/sharing';
import { set, type Updates } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';
import { datasetFor } from './access.js';
import { datedKey, type Caller } from './dataset-records.js';

/** The write that records who shared a data set with whom. */
export function auditUpdate(context: Context, id: string, entry: UndatedAuditEntry): Updates {
  const at = context.clock.now();
  return set(paths.audit(id).child(datedKey(context, at)), { at, ...entry });
}

/**
 * Who shared a data set with whom, the newest first.
 * @throws dataset-not-found, forbidden
 */
export async function readAudit({ tree }: Context, caller: Caller, id: string): Promise<AuditEntry[]> {
  await datasetFor(tree, id, caller, ['read', 'audit']);
  const { entries } = await tree.newest(paths.audit(id), limits.auditEntries);
  return [...entries].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, entry]) => entry);
}
