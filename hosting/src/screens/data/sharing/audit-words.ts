import { auditEntry, type AuditEntry } from '@segue/core/contract/stored/sharing';

/** Entries of the audit list as this release knows them; later kinds are left out. */
export function readAuditEntries(entries: readonly unknown[]): AuditEntry[] {
  return entries.flatMap((entry) => {
    const { data } = auditEntry.safeParse(entry);
    return data ? [data] : [];
  });
}

/** One entry of the audit list as a sentence: "Lea invited ada@example.org as reader." */
export function describeAuditEntry(entry: AuditEntry): string {
  const { by } = entry;
  switch (entry.kind) {
    case 'invite':
      return `${by} invited ${entry.whom}${asRole(entry.role)}.`;
    case 'withdraw':
      return `${by} withdrew the invitation of ${entry.whom}.`;
    case 'join':
      return `${by} accepted the invitation for ${entry.whom}${asRole(entry.role)}.`;
    case 'role':
      return `${by} made ${entry.whom} ${entry.role === 'editor' ? 'an editor' : 'a reader'}.`;
    case 'remove':
      return `${by} removed ${entry.whom}.`;
    case 'leave':
      return `${by} left.`;
    case 'transfer':
      return `${by} made ${entry.whom} the owner.`;
    case 'visibility':
      return `${by} made it ${entry.visibility}.`;
    case 'allow-copies':
      return `${by} allowed copies.`;
    case 'forbid-copies':
      return `${by} no longer allows copies.`;
    case 'copy':
      return `${by} made a copy.`;
    case 'erase':
      return `${by} erased ${entry.what}.`;
  }
}

function asRole(role: 'reader' | 'editor' | undefined): string {
  return role === undefined ? '' : ` as ${role}`;
}
