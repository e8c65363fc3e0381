import type { ModelView } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import { formatAddress, recommendRoute } from '../../navigation/address.js';
import { isUnderWay } from '../../data/training-progress.js';
import { Moment } from '../../components/moment.js';
import { Skeleton } from '../../components/skeleton.js';
import { modelOf, models, modelsFailure } from '../../data/catalogue.js';
import type { CatalogueEntry } from '../../data/catalogue-store.js';
import { useModelArrival } from '../../data/model-arrival.js';
import { useLive } from '../../data/live.js';
import { currentFor } from '../../data/shown-version.js';
import { isOffered } from '../../data/standing.js';

/** The live state of a data set's recommender. */
export function RecommenderCell({ entry }: { entry: CatalogueEntry }) {
  if (models.value === null) {
    return modelsFailure.value ? (
      <p class="muted small">Unknown: the server is not responding</p>
    ) : (
      <>
        <Skeleton width="110px" height="22px" />
        <Skeleton width="170px" height="18px" />
      </>
    );
  }
  const model = modelOf(entry.id);
  return model ? <ModelCell model={model} entry={entry} /> : <NoModel entry={entry} />;
}

function ModelCell({ model, entry }: { model: ModelView; entry: CatalogueEntry }) {
  const live = useLive(paths.current(model.key)).value;
  const progress = useLive(paths.progress(model.key)).value.value;
  const current = currentFor(entry.isMember, live.value);
  const number = current ? (current.version === undefined ? null : current.number) : model.version && model.number;
  const publishedAt = current?.publishedAt ?? (model.publishedAt === null ? null : Date.parse(model.publishedAt));
  const training = progress !== null && isUnderWay(progress);
  const failed = progress?.phase === 'failed';
  return (
    <>
      <p class="recommender-line">
        <span class={training ? 'dot busy' : failed ? 'dot bad' : number === null ? 'dot off' : 'dot'} />
        <a href={formatAddress(recommendRoute(model.address))}>Recommend</a>
      </p>
      <p class="muted small">
        {training && `Training${progress.epoch === undefined ? '' : ` ${progress.epoch} of ${progress.of}`}`}
        {!training && failed && (number === null ? 'Training failed' : `Version ${number} stays, training failed`)}
        {!training && !failed && number === null && 'Waiting for its first training'}
        {!training && !failed && number !== null && (
          <>
            Version {number}
            {publishedAt !== null && (
              <>
                , trained <Moment at={publishedAt} />
              </>
            )}
          </>
        )}
      </p>
    </>
  );
}

function NoModel({ entry }: { entry: CatalogueEntry }) {
  useModelArrival(entry.id);
  return (
    <p>
      <span class="muted">No recommender yet.</span>{' '}
      {isOffered('create', 'model', entry) && (
        <a
          href={formatAddress(recommendRoute(null, { dataset: entry.id }))}
          aria-label={`Set up a recommender on ${entry.name}`}
        >
          Set up
        </a>
      )}
    </p>
  );
}
