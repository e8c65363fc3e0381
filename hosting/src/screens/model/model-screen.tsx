import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { cancelTraining, trainModel } from '@segue/core/contract/api/models';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { describeUse } from '@segue/core/versions/answering/cause-sentences';
import type { ModelRoute } from '../../navigation/address.js';
import { Failure, Notice } from '../../components/notice.js';
import { ClosedVersion } from '../../components/closed-version.js';
import { Moment } from '../../components/moment.js';
import { Skeleton } from '../../components/skeleton.js';
import { api } from '../../data/api.js';
import { entryOf, modelAt } from '../../data/catalogue.js';
import type { CatalogueEntry } from '../../data/catalogue-store.js';
import { useLive } from '../../data/live.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { isOffered } from '../../data/standing.js';
import { isUnderWay } from '../../data/training-progress.js';
import { useModelSession } from '../../data/use-model-session.js';
import { nounsOf } from '../../words/nouns.js';
import { MetricsPanel } from '../recommend/metrics-panel.js';
import { apartSentences } from './apart-words.js';
import { ComparePanel } from './compare-panel.js';
import { ModelAction } from './model-action.js';
import { parameterFacts } from './provenance-words.js';
import { VerifyPanel } from './verify-panel.js';
import { VersionsPanel } from './versions-panel.js';

/** No pinned version: this screen always follows the current one. */
const noPin = signal(null);

/** A model: what is in use and why, its training data, its parameters and its versions. */
export function ModelScreen({ route }: { route: ModelRoute }) {
  const session = useModelSession(route.model, noPin);
  useEffect(() => {
    document.title = `Model ${route.model} · Segue`;
  }, [route.model]);
  const state = session.state.value;
  const key = session.key.value;
  const rights = rightsTo(route.model);
  return (
    <main id="main" class="main">
      <div class="page-head">
        <div>
          <h1 tabindex={-1}>Model</h1>
          {state.phase === 'ready' && (
            <p class="lead">
              Now: version {state.shown.number}
              {state.shown.publishedAt !== null && (
                <>
                  , trained <Moment at={state.shown.publishedAt} />
                </>
              )}
              . {causeOfUse(state.shown, session.current.value)}
            </p>
          )}
        </div>
        <TrainingAction model={route.model} modelKey={key} offered={isOffered('create', 'version', rights)} />
      </div>
      {state.phase === 'loading' && <Skeleton height="260px" />}
      {state.phase === 'failed' && (
        <Failure what="The model could not be read." error={state.error} retry={session.start} />
      )}
      {state.phase === 'missing' && <Notice>There is no model with this name.</Notice>}
      {state.phase === 'untrained' && <Notice>There is no version yet. The first one appears here by itself.</Notice>}
      {state.phase === 'closed' && <ClosedVersion number={state.number} />}
      {state.phase === 'ready' && key !== null && (
        <ModelPanels modelKey={key} shown={state.shown} route={route} rights={rights} />
      )}
    </main>
  );
}

/** The data set of a model, with who the viewer is to it; `null` until the lists are known. */
function rightsTo(model: string): CatalogueEntry | null {
  const dataset = modelAt(model)?.dataset;
  return dataset === undefined ? null : entryOf(dataset);
}

/** Why the version is in use: what it was trained on more than the one before it, or that it was put back. */
function causeOfUse({ number, provenance }: ShownVersion, current: CurrentVersion | null): string {
  return describeUse(current?.number === number ? current : { number }, provenance).join(' ');
}

/** Starts a training, or cancels the one in progress. */
function TrainingAction(props: { model: string; modelKey: string | null; offered: boolean }) {
  const { model, modelKey, offered } = props;
  const progress = useLive(modelKey ? paths.progress(modelKey) : null).value.value;
  const call = { params: { id: model } };
  return (
    <div>
      {progress && isUnderWay(progress) ? (
        <ModelAction
          call={() => api(cancelTraining, call)}
          offered={offered}
          purpose="cancel a training"
          failed="Training was not cancelled."
        >
          Cancel training
        </ModelAction>
      ) : (
        <ModelAction
          offered={offered}
          call={() => api(trainModel, call)}
          purpose="train a model"
          failed="Training was not started."
        >
          Train again
        </ModelAction>
      )}
    </div>
  );
}

function ModelPanels(props: {
  modelKey: string;
  shown: ShownVersion;
  route: ModelRoute;
  rights: CatalogueEntry | null;
}) {
  const { modelKey, shown, route, rights } = props;
  const record = useLive(paths.model(modelKey)).value.value;
  const { provenance } = shown;
  const { configuration } = provenance;
  const nouns = nounsOf(configuration.user, configuration.item);
  const apart = shown.metrics ? apartSentences(shown.metrics, provenance, nouns) : [];
  return (
    <div class="results">
      <div class="stack">
        <MetricsPanel shown={shown} nouns={nouns}>
          {apart.map((sentence) => (
            <p key={sentence} class="muted small">
              {sentence}
            </p>
          ))}
        </MetricsPanel>
        <VerifyPanel shown={shown} />
        <VersionsPanel record={record} modelKey={modelKey} shown={shown} route={route} rights={rights} />
        {route.compare !== null && record && (
          <ComparePanel
            model={route.model}
            modelKey={modelKey}
            shown={shown}
            number={route.compare}
            current={record.current}
          />
        )}
      </div>
      <section class="panel" aria-labelledby="parameters-title">
        <div class="panel-head">
          <h2 id="parameters-title">Columns and parameters</h2>
        </div>
        <div class="panel-body">
          <dl class="facts broad">
            {parameterFacts(provenance).map(([word, value]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd class="figures">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </section>
    </div>
  );
}
