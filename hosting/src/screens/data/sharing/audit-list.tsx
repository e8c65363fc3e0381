import { useEffect, useState } from 'preact/hooks';
import { listAudit } from '@segue/core/contract/api/sharing';
import type { AuditEntry } from '@segue/core/contract/stored/sharing';
import { Moment } from '../../../components/moment.js';
import { Skeleton } from '../../../components/skeleton.js';
import { api } from '../../../data/api.js';
import { sentence } from '../../../words/sentence.js';
import { describeAuditEntry, readAuditEntries } from './audit-words.js';

/** Who shared what with whom, the newest first; folded, and read when it is opened. */
export function AuditList({ dataset, round }: { dataset: string; round: number }) {
  const [open, setOpen] = useState(false);
  const [entries, setEntries] = useState<AuditEntry[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (!open) return;
    const abort = new AbortController();
    api(listAudit, { params: { id: dataset } }, abort.signal).then(
      (reply) => {
        setFailure(null);
        setEntries(readAuditEntries(reply.entries));
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
    return () => abort.abort();
  }, [dataset, open, round]);
  return (
    <details class="audit" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Who shared what</summary>
      {failure !== null && <p class="muted">It could not be read. {failure}</p>}
      {open && entries === null && failure === null && <Skeleton height="60px" />}
      {entries?.length === 0 && <p class="muted small">Nothing was shared yet.</p>}
      <ol class="changes">
        {entries?.map((entry) => (
          <li key={`${entry.at} ${describeAuditEntry(entry)}`}>
            <span>{describeAuditEntry(entry)}</span>
            <span class="muted small">
              <Moment at={entry.at} short />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
