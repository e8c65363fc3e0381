import { useEffect, useMemo } from 'preact/hooks';
import { closeNames } from '@segue/core/versions/answering/close-names';
import type { RecommendRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import type { Nouns } from '../../words/nouns.js';
import { Desk } from './desk.js';
import { deskActions } from './desk-actions.js';
import { rankDesk, toChannels, toTastes, type Channel } from './desk-tastes.js';
import { Segments } from '../../components/segments.js';
import { LiveStrip } from './live-strip.js';
import { mapPanel } from './map-slot.js';
import { MetricsPanel } from './metrics-panel.js';
import { RankedList } from './ranked-list.js';
import type { ModelSession } from '../../data/model-session.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { useLiveChange } from './use-live-change.js';

/** The desk, its list, and how good the model is. Everything is computed here, on the page. */
export function Recommendations(props: {
  session: ModelSession;
  shown: ShownVersion;
  route: RecommendRoute;
  nouns: Nouns;
}) {
  const { session, shown, route, nouns } = props;
  const { model, names } = shown;
  const [change, dismiss] = useLiveChange(session, route, shown.provenance.dataset);
  const channels = useMemo(() => toChannels(route.tastes, model, names), [route.tastes, model, names]);
  const { known, n } = route;
  const ranking = useMemo(() => rankDesk(model, { channels, known, n }), [model, channels, known, n]);
  const close = useMemo(() => closeNames(model, toTastes(channels), 3, 1), [model, channels]);
  const actions = useMemo(() => deskActions(route, channels), [route, channels]);
  useEffect(() => {
    document.title = `${titleOf(channels)} · Segue`;
  }, [channels]);
  return (
    <>
      <LiveStrip session={session} shown={shown} route={route} change={change} dismiss={dismiss} />
      <main id="main" class="main">
        <Desk
          route={route}
          nouns={nouns}
          channels={channels}
          ranking={ranking}
          close={close}
          actions={actions}
          shown={shown}
        />
        <ViewSwitch route={route} />
        <div class={`results view-${route.view}`}>
          <RankedList
            route={route}
            nouns={nouns}
            shown={shown}
            channels={channels}
            ranking={ranking}
            change={change}
            actions={actions}
          />
          <div class="stack">
            <mapPanel.Slot
              shown={shown}
              nouns={nouns}
              channels={channels}
              ranking={ranking}
              change={change}
              actions={actions}
            />
            <MetricsPanel shown={shown} nouns={nouns} />
          </div>
        </div>
      </main>
    </>
  );
}

/** On a narrow page, the list and the map take turns. */
function ViewSwitch({ route }: { route: RecommendRoute }) {
  return (
    <div class="view-switch">
      <Segments<RecommendRoute['view']>
        label="List or map"
        options={[
          { value: 'list', label: 'List' },
          { value: 'map', label: 'Map' },
        ]}
        value={route.view}
        onChange={(view) => go({ ...route, view })}
      />
    </div>
  );
}

/** "Jazz, Nina Simone, less Movie". */
function titleOf(tastes: readonly Channel[]): string {
  const heard = tastes.filter(({ weight, muted }) => weight !== 0 && !muted);
  if (heard.length === 0) return 'Recommend';
  return heard.map(({ label, weight }) => (weight < 0 ? `less ${label}` : label)).join(', ');
}
