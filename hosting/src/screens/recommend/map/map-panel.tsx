import { Maximize, Minus, Plus } from 'lucide';
import { useMemo, useRef, useState } from 'preact/hooks';
import { labelOfName } from '@segue/core/versions/answering/labels';
import type { Ranking } from '@segue/core/versions/answering/ranking';
import { Icon } from '../../../components/icon.js';
import { countOf, formatShare } from '../../../words/numbers.js';
import type { Nouns } from '../../../words/nouns.js';
import type { Channel } from '../desk-tastes.js';
import type { LiveChange } from '../live-change.js';
import type { DeskActions } from '../desk-actions.js';
import type { ShownVersion } from '../../../data/shown-version.js';
import type { MapScene, MapView } from './draw-map.js';
import { layoutOf, type MapLayout } from './layout.js';
import { MapCanvas } from './map-canvas.js';

/** What the map shows: the same things as the desk and the list. */
export interface MapProps {
  shown: ShownVersion;
  nouns: Nouns;
  channels: Channel[];
  ranking: Ranking;
  change: LiveChange | null;
  actions: DeskActions;
}

interface LaidOut {
  layout: MapLayout;
  shown: ShownVersion;
}

const whole: MapView = { x: 0, y: 0, zoom: 1 };

/** All items on a plane, close to similar ones: the list, the tastes and the mix among them. */
export function MapPanel(props: MapProps) {
  const { shown, nouns, channels, ranking, change, actions } = props;
  const layout = useMemo(() => layoutOf(shown), [shown]);
  const before = usePrevious(layout, shown);
  const scene = useMemo(
    () => sceneOf(props, layout, change ? before : null),
    [shown, channels, ranking, change, layout],
  );
  const [view, setView] = useState(whole);
  const [picked, setPicked] = useState<string | null>(null);
  const { items, users } = shown.model;
  const zoomBy = (factor: number) => setView({ ...view, zoom: Math.min(40, Math.max(0.6, view.zoom * factor)) });
  return (
    <section class="panel map" aria-labelledby="map-title">
      <div class="panel-head">
        <h2 id="map-title">Map</h2>
        {change && <span class="muted small end">tails show where the list was in version {change.from}</span>}
      </div>
      <div class="map-frame">
        <MapCanvas
          scene={scene}
          view={view}
          label={`Map of ${countOf(items.length, nouns.item, nouns.items)}; arrow keys pan, plus and minus zoom. Everything on it is also in the list and the search.`}
          onView={setView}
          onPick={(item) => setPicked(item === null ? null : (items[item] ?? null))}
        />
        <div class="map-buttons">
          <button type="button" class="icon-button" aria-label="Zoom in" onClick={() => zoomBy(1.6)}>
            <Icon icon={Plus} />
          </button>
          <button type="button" class="icon-button" aria-label="Zoom out" onClick={() => zoomBy(1 / 1.6)}>
            <Icon icon={Minus} />
          </button>
          <button type="button" class="icon-button" aria-label="Show all" onClick={() => setView(whole)}>
            <Icon icon={Maximize} />
          </button>
        </div>
        {picked !== null && (
          <div class="map-picked">
            <strong>{labelOfName(shown, 'item', picked)}</strong>
            <button type="button" class="button small" onClick={() => actions.add('item', picked, 50)}>
              <Icon icon={Plus} size={16} />
              Add to the mix
            </button>
          </div>
        )}
      </div>
      <p class="panel-foot">
        {countOf(items.length, nouns.item, nouns.items)}, {countOf(users.length, nouns.user, nouns.users)}. These two
        directions hold {formatShare(layout.held)} of the spread of all {shown.model.embeddings.noComponents}, so
        distance on the map is only a hint; the ranking uses all of them.
      </p>
    </section>
  );
}

function sceneOf({ shown, channels, ranking }: MapProps, layout: MapLayout, before: LaidOut | null): MapScene {
  const at = (points: Float32Array, index: number) => ({ x: points[index * 2]!, y: points[index * 2 + 1]! });
  const known = channels.flatMap(({ index, ...channel }) => (index === null ? [] : [{ ...channel, index }]));
  const tastes = known.map(({ kind, index, label, number }) => ({
    ...at(kind === 'user' ? layout.users : layout.items, index),
    text: label,
    colour: `--c${number}`,
  }));
  const chosen = new Set(known.filter(({ kind }) => kind === 'user').map(({ index }) => index));
  const personal = ranking.kind === 'personal';
  return {
    items: layout.items,
    labels: shown.model.users.flatMap((text, user) => (chosen.has(user) ? [] : [{ ...at(layout.users, user), text }])),
    marks: (personal ? ranking.items.slice(0, 25) : []).map(({ index, item, rank }) => {
      const was = before?.shown.names.indexOf('item', item) ?? null;
      return {
        ...at(layout.items, index),
        text: String(rank),
        was: before === null || was === null ? null : at(before.layout.items, was),
      };
    }),
    tastes,
    mix: personal ? mixOf(known, tastes) : null,
  };
}

/** The weighted centre of the tastes. */
function mixOf(
  channels: readonly Pick<Channel, 'weight' | 'muted'>[],
  places: readonly { x: number; y: number }[],
): { x: number; y: number } | null {
  let [x, y, sum] = [0, 0, 0];
  channels.forEach(({ weight, muted }, at) => {
    const pull = muted ? 0 : Math.max(0, weight);
    x += places[at]!.x * pull;
    y += places[at]!.y * pull;
    sum += pull;
  });
  return sum === 0 ? null : { x: x / sum, y: y / sum };
}

/** The layout shown before this one. */
function usePrevious(layout: MapLayout, shown: ShownVersion): LaidOut | null {
  const pair = useRef<{ now: LaidOut | null; before: LaidOut | null }>({ now: null, before: null });
  if (pair.current.now?.layout !== layout) pair.current = { now: { layout, shown }, before: pair.current.now };
  return pair.current.before;
}
