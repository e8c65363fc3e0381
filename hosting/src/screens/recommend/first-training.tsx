import type { ModelView } from '@segue/core/contract/api/models';
import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { Notice } from '../../components/notice.js';
import { useLive } from '../../data/live.js';
import { dataRoute, formatAddress } from '../../navigation/address.js';

/** What a model without a version is waiting for. The list appears by itself. */
export function FirstTraining({ modelKey, view }: { modelKey: string; view: ModelView | null }) {
  const progress = useLive(paths.progress(modelKey)).value.value;
  const failed = progress?.phase === 'failed';
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex={-1}>{failed ? 'Not trained' : 'Training the first version'}</h1>
          {!failed && <p class="lead">The recommendations appear here by themselves.</p>}
        </div>
      </div>
      {failed ? (
        <Notice bad>
          <strong>Training stopped.</strong> {progress.message ?? 'The function log says why.'}
          {view && (
            <div class="actions">
              <a class="button small" href={formatAddress(dataRoute(view.dataset))}>
                Look at the data
              </a>
            </div>
          )}
        </Notice>
      ) : (
        <section class="panel training">
          <progress
            class="progress"
            aria-label="Training"
            max={progress?.of ?? 1}
            {...(progress?.epoch === undefined ? {} : { value: progress.epoch })}
          />
          <p class="figures">{wordsOf(progress)}</p>
          {progress?.cause && <p class="muted small">{progress.cause}</p>}
        </section>
      )}
    </>
  );
}

function wordsOf(progress: TrainingProgress | null): string {
  if (!progress) return 'Waiting for the rows to be counted.';
  const counted = progress.epoch === undefined ? '' : `, epoch ${progress.epoch} of ${progress.of}`;
  if (progress.phase === 'evaluating') return `Evaluating on held-out pairs${counted}`;
  if (progress.phase === 'training') return `Training${counted}`;
  if (progress.phase === 'publishing') return 'Publishing';
  if (progress.phase === 'cancelled') return 'Cancelled. Train again from the model’s page.';
  return 'Reading rows';
}
