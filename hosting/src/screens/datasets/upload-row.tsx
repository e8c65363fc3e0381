import { Pause, Play } from 'lucide';
import { Icon } from '../../components/icon.js';
import type { UploadJob } from '../../data/upload-job.js';
import { uploads } from '../../data/uploads.js';
import { formatRemaining } from '../../words/dates.js';
import { formatBytes, formatShare } from '../../words/numbers.js';

/** A file being uploaded, as a row of the list. */
export function UploadRow({ job }: { job: UploadJob }) {
  return (
    <div class="datasets-row uploading" role="row">
      <div role="cell" class="datasets-name">
        <strong>{job.name}</strong>
        <p class="muted">{phaseWords[job.phase]}</p>
      </div>
      <span role="cell" class="wide-cell" />
      <span role="cell" class="wide-cell" />
      <span role="cell" class="wide-cell">
        {formatBytes(job.bytes)}
      </span>
      <div role="cell" class="datasets-recommender">
        <UploadProgress job={job} />
        <div class="upload-actions">
          <UploadButtons job={job} />
        </div>
      </div>
    </div>
  );
}

const phaseWords: Record<UploadJob['phase'], string> = {
  sending: 'Uploading from this browser.',
  paused: 'Paused. What has arrived is kept for a day.',
  storing: 'Storing rows.',
  stored: 'Stored.',
  failed: 'Not stored.',
};

function UploadProgress({ job }: { job: UploadJob }) {
  if (job.phase === 'failed') {
    return (
      <p class="upload-failure" role="alert">
        {job.message}
      </p>
    );
  }
  const known = job.phase === 'sending' || job.phase === 'paused';
  return (
    <>
      <progress
        class="progress"
        aria-label={`Upload of ${job.name}`}
        max={job.bytes}
        {...(known ? { value: job.sent } : {})}
      />
      <p class="small figures" aria-live="off">
        {job.phase === 'storing' && 'Upload complete; storing rows'}
        {job.phase === 'stored' && 'Stored'}
        {known && `${formatShare(job.sent / job.bytes)} of ${formatBytes(job.bytes)}${remaining(job)}`}
      </p>
    </>
  );
}

function remaining({ phase, sent, bytes, startedAt }: UploadJob): string {
  const elapsed = Date.now() - startedAt;
  if (phase !== 'sending' || sent === 0 || elapsed < 1500) return '';
  return `, ${formatRemaining((elapsed / sent) * (bytes - sent))} left`;
}

function UploadButtons({ job }: { job: UploadJob }) {
  const inParts = job.upload !== null;
  return (
    <>
      {job.phase === 'sending' && inParts && (
        <button type="button" class="button small" onClick={() => uploads.pause(job.key)}>
          <Icon icon={Pause} size={16} />
          Pause
        </button>
      )}
      {(job.phase === 'paused' || job.phase === 'failed') && (
        <button type="button" class="button small" onClick={() => uploads.continue(job.key)}>
          <Icon icon={Play} size={16} />
          {job.phase === 'paused' ? 'Continue' : 'Try again'}
        </button>
      )}
      {job.phase !== 'stored' && job.phase !== 'storing' && (
        <button type="button" class="button quiet small" onClick={() => uploads.drop(job.key)}>
          {job.phase === 'failed' ? 'Dismiss' : 'Cancel'}
        </button>
      )}
    </>
  );
}
