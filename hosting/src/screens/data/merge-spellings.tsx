import { useState } from 'preact/hooks';
import type { DatasetView, Finding } from '@segue/core/contract/api/datasets';
import type { Merge } from '@segue/core/contract/stored/model';
import { defineModel, type ModelView } from '@segue/core/contract/api/models';
import { Failure } from '../../components/notice.js';
import { ensureAccount } from '../../data/account.js';
import { api } from '../../data/api.js';
import { models, refreshModels } from '../../data/catalogue.js';
import { isOffered } from '../../data/standing.js';

/** Merges the spellings of a finding in the model that uses the column, or separates them again. */
export function MergeSpellings({ view, finding }: { view: DatasetView; finding: Finding }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const model = modelOf(view.id, finding.column);
  const [into, ...others] = finding.values.map(({ value }) => value);
  if (!model || into === undefined) return null;
  const { configuration } = model;
  const side = configuration.user === finding.column ? 'user' : 'item';
  const isOfThis = (merge: Merge) => merge.side === side && others.includes(merge.from);
  const merged = (configuration.merges ?? []).some(isOfThis);
  const act = async () => {
    if (!(await ensureAccount('change the model'))) return;
    setBusy(true);
    setFailure(null);
    const kept = (configuration.merges ?? []).filter((merge) => !isOfThis(merge));
    const added = merged ? [] : others.map((from) => ({ side, from, into }) as const);
    try {
      const body = { ...configuration, merges: [...kept, ...added] };
      await api(defineModel, { params: { id: model.address }, body });
      await refreshModels();
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <>
      {failure !== null && <Failure what="The model was not changed." error={failure} />}
      {isOffered('change', 'model', view) && (
        <>
          <button type="button" class="button" disabled={busy} onClick={() => void act()}>
            {merged ? 'Undo the merge' : `Merge into “${into}”`}
          </button>
          <p class="muted small">
            {merged ? `Counted as “${into}” in the model.` : 'Retrains the model. Can be undone.'}
          </p>
        </>
      )}
    </>
  );
}

/** The data set's model that uses a column for its users or items. */
function modelOf(dataset: string, column: string): ModelView | undefined {
  return (models.value ?? []).find(
    ({ dataset: of, configuration: { user, item } }) => of === dataset && [user, item].includes(column),
  );
}
