import { lazyComponent } from '../../components/lazy-component.js';

/** The reasons of an opened item, loaded when the first one is opened. Without their code the exact sum stands alone. */
export const reasons = lazyComponent(
  async () => (await import('./reasons.js')).Reasons,
  ({ failed }) => (failed ? null : <p class="reasons" aria-busy="true" />),
);
