import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatAddress, recommendRoute, type RecommendRoute } from '../../navigation/address.js';
import { route as present } from '../../navigation/router.js';
import { ClosedVersion } from '../../components/closed-version.js';
import { Failure, Notice } from '../../components/notice.js';
import { modelAt, models, refreshModels } from '../../data/catalogue.js';
import { useModelSession } from '../../data/use-model-session.js';
import { nounsOf } from '../../words/nouns.js';
import { FirstTraining } from './first-training.js';
import { LoadingDesk } from './loading-desk.js';
import { Recommendations } from './recommendations.js';
import { trainForm } from './train-slot.js';

/** The desk and its list, or the form that creates a model if there is none yet. */
export function RecommendScreen({ route }: { route: RecommendRoute }) {
  if (route.model !== null) return <ModelDesk id={route.model} route={route} />;
  return (
    <main id="main" class="main">
      {route.dataset === null ? <NoSubject /> : <trainForm.Slot key={route.dataset} dataset={route.dataset} />}
    </main>
  );
}

function ModelDesk({ id, route }: { id: string; route: RecommendRoute }) {
  const pinned = useComputed(() => (present.value.screen === 'recommend' ? present.value.version : null));
  const session = useModelSession(id, pinned);
  const state = session.state.value;
  const key = session.key.value;
  const view = modelAt(id);
  useEffect(() => {
    // The model was created after the list was read.
    if (models.value && !view) void refreshModels();
  }, [id, state.phase]);
  if (state.phase === 'ready') {
    const { user, item } = state.shown.provenance.configuration;
    return <Recommendations session={session} shown={state.shown} route={route} nouns={nounsOf(user, item)} />;
  }
  return (
    <main id="main" class="main">
      {state.phase === 'loading' && <LoadingDesk />}
      {state.phase === 'failed' && (
        <Failure what="The model could not be read." error={state.error} retry={session.start} />
      )}
      {state.phase === 'missing' && <Missing id={id} />}
      {state.phase === 'closed' && (
        <>
          <h1 tabindex={-1}>No version for visitors yet</h1>
          <ClosedVersion number={state.number} />
        </>
      )}
      {state.phase === 'untrained' && key !== null && <FirstTraining modelKey={key} view={view} />}
    </main>
  );
}

function Missing({ id }: { id: string }) {
  const others = (models.value ?? []).slice(0, 5);
  return (
    <>
      <h1 tabindex={-1}>No such model</h1>
      <Notice>
        There is no model <code>{id}</code>, or it is private and not shared with you.
        <div class="actions">
          {others.map((model) => (
            <a key={model.address} class="button small" href={formatAddress(recommendRoute(model.address))}>
              {model.id}
            </a>
          ))}
          <a class="button small" href="/">
            All data sets
          </a>
        </div>
      </Notice>
    </>
  );
}

function NoSubject() {
  return (
    <>
      <h1 tabindex={-1}>Recommend</h1>
      <Notice>
        Choose a data set first. <a href="/">All data sets</a>
      </Notice>
    </>
  );
}
