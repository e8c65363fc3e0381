import type { Cause } from '@segue/core/contract/stored/cause';
import { describeCause } from '@segue/core/versions/answering/cause-sentences';

/** The causes of a version: a list if there are several, else the one sentence. */
export function CauseList({ causes, sentence }: { causes: readonly Cause[] | null; sentence: string | null }) {
  if (causes === null || causes.length < 2) return <span class="muted small version-cause">{sentence ?? ' '}</span>;
  return (
    <ul class="muted small version-cause">
      {causes.map((cause) => (
        <li key={cause.kind}>{describeCause(cause)}</li>
      ))}
    </ul>
  );
}
