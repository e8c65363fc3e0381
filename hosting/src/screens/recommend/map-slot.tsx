import { lazyComponent } from '../../components/lazy-component.js';
import { Skeleton } from '../../components/skeleton.js';

/**
 * The map, loaded after the list. If its code cannot be loaded, the placeholder stays: the list shows everything that
 * is on the map.
 */
export const mapPanel = lazyComponent(
  async () => (await import('./map/map-panel.js')).MapPanel,
  () => (
    <section class="panel map" aria-busy="true">
      <div class="panel-head">
        <h2>Map</h2>
      </div>
      <div class="map-frame">
        <Skeleton height="100%" />
      </div>
    </section>
  ),
);
