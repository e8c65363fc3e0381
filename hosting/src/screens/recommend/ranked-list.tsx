import { useRef } from 'preact/hooks';
import { defaults } from '@segue/core/contract/defaults';
import { barScale } from '@segue/core/versions/answering/above-average';
import { labelOfName } from '@segue/core/versions/answering/labels';
import { popularUnit, type Ranking } from '@segue/core/versions/answering/ranking';
import type { RecommendRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import type { Nouns } from '../../words/nouns.js';
import type { Channel } from './desk-tastes.js';
import { departureWords, numberWord, type LiveChange } from './live-change.js';
import { RankedLine } from './ranked-line.js';
import type { DeskActions } from './desk-actions.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { useGlide } from './use-glide.js';

/** Milliseconds a line glides: short enough to follow a drag, long enough to notice a new version. */
const glide = { drag: 120, version: 320 };

/** The list for a mix: what is recommended, in what order, and why. */
export function RankedList(props: {
  route: RecommendRoute;
  nouns: Nouns;
  shown: ShownVersion;
  channels: Channel[];
  ranking: Ranking;
  change: LiveChange | null;
  actions: DeskActions;
}) {
  const { route, nouns, shown, channels, ranking, change } = props;
  const list = useRef<HTMLOListElement>(null);
  useGlide(list, ranking.items, change ? glide.version : glide.drag);
  const personal = ranking.kind === 'personal';
  const scale = barScale(ranking);
  const why = route.why === null ? null : shown.names.find('item', route.why);
  return (
    <section class="panel ranked" aria-labelledby="ranked-title">
      <div class="panel-head">
        <h2 id="ranked-title">{titleOf(ranking, route, nouns)}</h2>
        <ShowMore route={route} candidates={ranking.candidates} />
      </div>
      {personal ? (
        <Legend channels={channels} nouns={nouns} />
      ) : (
        <p class="ranked-note muted">
          Popular, not personal: the {nouns.items} with the most {popularUnit(shown.model)}s.
        </p>
      )}
      {ranking.items.length === 0 && (
        <p class="ranked-note">
          Nothing is left: every {nouns.item} is filed under these {nouns.users}. Switch to Best to see them.
        </p>
      )}
      <ol ref={list}>
        {ranking.items.map((item) => (
          <RankedLine
            key={item.item}
            item={item}
            ranking={ranking}
            scale={scale}
            channels={channels}
            nouns={nouns}
            shown={shown}
            route={route}
            movement={change?.movements.byName.get(item.item) ?? null}
            open={item.index === why}
            actions={props.actions}
          />
        ))}
      </ol>
      {change && change.movements.left.length > 0 && <Departures change={change} n={route.n} shown={shown} />}
    </section>
  );
}

function titleOf({ kind, items }: Ranking, { known }: RecommendRoute, nouns: Nouns): string {
  const count = items.length;
  const word = numberWord(count);
  const counted = `${word[0]!.toUpperCase()}${word.slice(1)}`;
  if (kind === 'popular') return `Popular ${nouns.items}`;
  return known === 'exclude' ? `${counted} to discover` : `The best ${word}`;
}

function ShowMore({ route, candidates }: { route: RecommendRoute; candidates: number }) {
  const fewest = defaults.recommendations;
  const steps = [fewest, 25, 50, 100].filter((step) => step <= Math.max(candidates, fewest));
  const next = steps.find((step) => step > route.n);
  return (
    <span class="show-more">
      {route.n > fewest && (
        <button type="button" class="button quiet small" onClick={() => go({ ...route, n: fewest })}>
          Show {fewest}
        </button>
      )}
      {next !== undefined && (
        <button type="button" class="button quiet small" onClick={() => go({ ...route, n: next })}>
          Show {next}
        </button>
      )}
    </span>
  );
}

function Legend({ channels, nouns }: { channels: Channel[]; nouns: Nouns }) {
  return (
    <ul class="legend">
      {channels
        .filter(({ acting }) => acting !== null)
        .map(({ label, number }) => (
          <li key={number} class="taste-key">
            <span class={`swatch part${number}`} />
            {label}
          </li>
        ))}
      <li>
        <span class="swatch part-bias" />
        the {nouns.item}’s own popularity
      </li>
    </ul>
  );
}

function Departures({ change, n, shown }: { change: LiveChange; n: number; shown: ShownVersion }) {
  return (
    <p class="panel-foot">
      Left the {numberWord(n)}:{' '}
      {change.movements.left.map((departure, place) => (
        <span key={departure.name}>
          {place > 0 && '; '}
          <strong>{labelOfName(shown, 'item', departure.name)}</strong>
          {departureWords(departure, change.minimumRows)}
        </span>
      ))}
    </p>
  );
}
