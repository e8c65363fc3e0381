import { lazyComponent } from '../../components/lazy-component.js';
import { ReloadNotice } from '../../components/reload-notice.js';
import { Skeleton } from '../../components/skeleton.js';

/** The form that creates a model: most data sets get theirs by themselves, so its code is a separate chunk. */
export const trainForm = lazyComponent(
  async () => (await import('./train-form.js')).TrainForm,
  ({ failed }) => (
    <>
      <h1 tabindex={-1}>Train a recommender</h1>
      {failed ? <ReloadNotice what="The form" /> : <Skeleton height="220px" />}
    </>
  ),
);
