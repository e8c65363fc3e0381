import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { Moment } from '../components/moment.js';
import { entryOf, modelAt, modelOf } from '../data/catalogue.js';
import { connected } from '../data/database.js';
import { useLive } from '../data/live.js';
import { pillNote } from '../data/pill-note.js';
import { currentFor } from '../data/shown-version.js';
import { isUnderWay } from '../data/training-progress.js';
import { place } from '../navigation/place.js';

/** The state of the model in view and of the connection, in one word. */
export function StatePill() {
  const { dataset, model } = place.value;
  const view = modelAt(model) ?? (dataset === null ? null : modelOf(dataset));
  const isMember = view !== null && entryOf(view.dataset)?.isMember === true;
  return <Pill modelKey={view?.key ?? null} isMember={isMember} />;
}

function Pill({ modelKey, isMember }: { modelKey: string | null; isMember: boolean }) {
  const current = currentFor(isMember, useLive(modelKey ? paths.current(modelKey) : null).value.value);
  const progress = useLive(modelKey ? paths.progress(modelKey) : null).value.value;
  const offline = connected.value === false;
  const number = current?.version === undefined ? null : current.number;
  if (offline) {
    return (
      <span class="pill" role="status">
        <span class="dot off" />
        <span class="long">
          {number === null ? 'Offline' : `Offline, showing version ${pillNote.value.shown ?? number}`}
        </span>
        <span class="short">Offline</span>
      </span>
    );
  }
  if (progress && isUnderWay(progress)) return <TrainingPill progress={progress} />;
  if (progress?.phase === 'failed') {
    return (
      <span class="pill" title={progress.message}>
        <span class="dot bad" />
        <span class="long">{number === null ? 'Training failed' : `Version ${number} stays, training failed`}</span>
        <span class="short">{number === null ? 'failed' : `v${number}`}</span>
      </span>
    );
  }
  if (number === null || !current) return null;
  const { fresh, note } = pillNote.value;
  return (
    <span class="pill">
      <span class={fresh ? 'dot live' : 'dot'} />
      <span class="long">
        Version {number}
        {note ? `, ${note}` : current.publishedAt !== undefined && ' · '}
        {!note && current.publishedAt !== undefined && <Moment at={current.publishedAt} short />}
      </span>
      <span class="short">v{number}</span>
    </span>
  );
}

function TrainingPill({ progress }: { progress: TrainingProgress }) {
  const { epoch, of } = progress;
  const counted = progress.phase === 'training' && epoch !== undefined && of !== undefined;
  return (
    <span class="pill">
      <span class="dot busy" />
      <span class="long">{counted ? `Training ${epoch} of ${of}` : phaseWords[progress.phase]}</span>
      <span class="short">{counted ? `${epoch}/${of}` : 'training'}</span>
    </span>
  );
}

const phaseWords: Record<TrainingProgress['phase'], string> = {
  reading: 'Reading rows',
  evaluating: 'Evaluating',
  training: 'Training',
  publishing: 'Publishing',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
