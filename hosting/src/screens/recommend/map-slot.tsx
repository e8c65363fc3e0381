import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Skeleton } from '../../components/skeleton.js';
import type { MapProps } from './map/map-panel.js';

/** The place of the map: its code is loaded once the list is there. */
export function MapSlot(props: MapProps) {
  const [panel, setPanel] = useState<{ Panel: ComponentType<MapProps> } | null>(null);
  useEffect(() => {
    let gone = false;
    import('./map/map-panel.js').then(
      ({ MapPanel }) => gone || setPanel({ Panel: MapPanel }),
      // Without its code (offline, say) there is no map; everything on it is in the list as well.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  if (panel) return <panel.Panel {...props} />;
  return (
    <section class="panel map" aria-busy="true">
      <div class="panel-head">
        <h2>Map</h2>
      </div>
      <div class="map-frame">
        <Skeleton height="100%" />
      </div>
    </section>
  );
}
