import { useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { describeChange } from '@segue/core/versions/answering/changes';
import { Moment } from '../../components/moment.js';
import { Skeleton } from '../../components/skeleton.js';
import { useLiveEach } from '../../data/live.js';
import { sharesPrivate } from '../../data/standing.js';

const shortList = 5;

/** Who changed what, and when: live, the latest first. Visitors see what happened while the data set was public. */
export function ChangesPanel({ view }: { view: DatasetView | null }) {
  const place = view && (sharesPrivate(view.standing) ? paths.history(view.id) : paths.publicHistory(view.id));
  const live = useLiveEach(place, limits.historyEntries).value;
  const [all, setAll] = useState(false);
  const entries = [...(live.value ?? [])].sort(([a], [b]) => (a < b ? 1 : -1));
  const shown = all ? entries : entries.slice(0, shortList);
  return (
    <section class="panel" id="changes" aria-labelledby="changes-title">
      <div class="panel-head">
        <h2 id="changes-title">Changes</h2>
        {entries.length > shortList && (
          <button type="button" class="link-button end small" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `All ${entries.length}`}
          </button>
        )}
      </div>
      <div class="panel-body">
        {live.state === 'waiting' && <Skeleton height="60px" />}
        {live.state === 'refused' && <p class="muted">The changes could not be read.</p>}
        {live.state === 'ready' && entries.length === 0 && <p class="muted">No changes yet.</p>}
        <ol class="changes">
          {shown.map(([key, entry]) => (
            <li key={key}>
              <span>{describeChange(entry)}</span>
              <span class="muted small">
                <Moment at={entry.at} short />
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
