import { lazyComponent } from '../../components/lazy-component.js';
import { ReloadNotice } from '../../components/reload-notice.js';
import { Skeleton } from '../../components/skeleton.js';

/** The panel of a chosen file: few visits store one, so its code is a separate chunk. */
export const importPanel = lazyComponent(
  async () => (await import('./import-panel.js')).ImportPanel,
  ({ failed }) => (
    <section class="panel import" aria-label="Import" aria-busy={!failed}>
      <div class="panel-body">{failed ? <ReloadNotice what="The import form" /> : <Skeleton height="220px" />}</div>
    </section>
  ),
);
