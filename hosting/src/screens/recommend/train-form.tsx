import { useEffect, useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { defineModel } from '@segue/core/contract/api/models';
import { dataRoute, formatAddress, recommendRoute } from '../../navigation/address.js';
import { amend, go } from '../../navigation/router.js';
import { CopyDataset } from '../../components/copy-dataset.js';
import { Failure, Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { ensureAccount } from '../../data/account.js';
import { api } from '../../data/api.js';
import { modelOf, refreshModels } from '../../data/catalogue.js';
import { useModelArrival } from '../../data/model-arrival.js';
import { isCopyOffered, isOffered } from '../../data/standing.js';
import { useDataset } from '../../data/use-dataset.js';
import { isNumericKind } from '../../components/kinds.js';
import { countOf } from '../../words/numbers.js';
import { guessColumns, type ColumnGuess } from './column-guess.js';

/** A data set without a model: the columns for users and items, guessed and editable, and the button that trains. */
export function TrainForm({ dataset }: { dataset: string }) {
  const source = useDataset(dataset);
  const view = source.view.value;
  const model = modelOf(dataset)?.address ?? null;
  useModelArrival(model === null ? dataset : null);
  useEffect(() => {
    if (model !== null) amend(recommendRoute(model));
  }, [model]);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabindex={-1}>Train a recommender{view && ` on ${view.name}`}</h1>
          <p class="lead">
            A recommender needs a column that says who likes, and one that says what. It then trains itself and follows
            every change to the rows.
          </p>
        </div>
      </div>
      {source.failure.value !== null && (
        <Failure what="The data set could not be read." error={source.failure.value} retry={source.refresh} />
      )}
      {!view && source.failure.value === null && <Skeleton height="220px" />}
      {view && !isOffered('create', 'model', view) && <NotYours view={view} />}
      {view &&
        isOffered('create', 'model', view) &&
        (view.columns.some(({ counted }) => !counted) ? <Counting /> : <Form view={view} />)}
    </>
  );
}

/** What a reader or a visitor can do instead. */
function NotYours({ view }: { view: DatasetView }) {
  return (
    <Notice>
      Only its owner and editors can train a recommender on this data set.
      {isCopyOffered(view) && (
        <div class="actions">
          <CopyDataset id={view.id} small />
        </div>
      )}
    </Notice>
  );
}

function Counting() {
  return <Notice>The columns are still being counted. This takes a moment.</Notice>;
}

function Form({ view }: { view: DatasetView }) {
  const [guess, setGuess] = useState<ColumnGuess>(() => guessColumns(view));
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const train = async () => {
    if (!(await ensureAccount('train a recommender'))) return;
    setBusy(true);
    setFailure(null);
    const { user, item, rating } = guess;
    try {
      const body = { dataset: view.id, user, item, ...(rating === null ? {} : { rating }) };
      await api(defineModel, { params: { id: view.id }, body });
      await refreshModels();
      go(recommendRoute(view.id));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const same = guess.user === guess.item;
  return (
    <section class="panel train-form" aria-label="Columns to train on">
      {failure !== null && <Failure what="Training was not started." error={failure} />}
      <Notice>{guess.why}</Notice>
      <div class="train-fields">
        <ColumnChoice
          label="Who likes"
          view={view}
          value={guess.user}
          onChange={(user) => setGuess({ ...guess, user })}
        />
        <ColumnChoice
          label="What is liked"
          view={view}
          value={guess.item}
          onChange={(item) => setGuess({ ...guess, item })}
        />
        <ColumnChoice
          label="How much"
          view={view}
          value={guess.rating}
          none="all rows count the same"
          onChange={(rating) => setGuess({ ...guess, rating: rating || null })}
        />
      </div>
      {same && <Notice bad>Choose two different columns for who and what.</Notice>}
      <div class="dialog-actions">
        <button type="button" class="button primary" disabled={busy || same} onClick={() => void train()}>
          Train
        </button>
        <a class="button quiet" href={formatAddress(dataRoute(view.id))}>
          Look at the data
        </a>
      </div>
    </section>
  );
}

function ColumnChoice(props: {
  label: string;
  view: DatasetView;
  value: string | null;
  /** Offers "no column" under this label; `onChange` then gets the empty string. */
  none?: string;
  onChange: (column: string) => void;
}) {
  const { none } = props;
  const columns = props.view.columns.filter(({ kind }) => none === undefined || isNumericKind(kind));
  const chosen = props.view.columns.find(({ name }) => name === props.value);
  return (
    <label class="field">
      <span class="label">{props.label}</span>
      <select class="select" value={props.value ?? ''} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {columns.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <span class="why-guess">{chosen && `${chosen.kind}, ${countOf(chosen.distinct, 'different value')}`}</span>
    </label>
  );
}
