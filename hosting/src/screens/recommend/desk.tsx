import { Check, Link, Plus } from 'lucide';
import { useState } from 'preact/hooks';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { KnownMode } from '@segue/core/contract/api/recommendations';
import { tasteShares } from '@segue/core/versions/answering/above-average';
import type { CloseName } from '@segue/core/versions/answering/close-names';
import { labelOfName } from '@segue/core/versions/answering/labels';
import type { Names } from '@segue/core/versions/answering/names';
import type { Ranking } from '@segue/core/versions/answering/ranking';
import type { ShownVersion } from '../../data/shown-version.js';
import type { RecommendRoute } from '../../navigation/address.js';
import { go, presentAddress } from '../../navigation/router.js';
import { Icon } from '../../components/icon.js';
import { Segments } from '../../components/segments.js';
import { capital, withArticle, type Nouns } from '../../words/nouns.js';
import { ChannelStrip } from './channel-strip.js';
import { mostTastes, type Channel } from './desk-tastes.js';
import type { DeskActions } from './desk-actions.js';
import { TasteSearch } from './taste-search.js';

/** The mixing desk: a fader per taste, and actions on the whole mix. */
export function Desk(props: {
  route: RecommendRoute;
  nouns: Nouns;
  shown: ShownVersion;
  channels: Channel[];
  ranking: Ranking;
  close: CloseName[];
  actions: DeskActions;
}) {
  const { route, nouns, shown, channels, ranking, actions } = props;
  const { names, model } = shown;
  const shares = tasteShares(ranking);
  const full = channels.length >= mostTastes;
  return (
    <section class="panel desk" aria-label="Mixing desk">
      <div class="desk-tools">
        <h1 tabindex={-1}>Mixing desk</h1>
        <TasteSearch shown={shown} nouns={nouns} full={full} onChoose={actions.add} />
        <KnownSwitch route={route} nouns={nouns} />
        <div class="desk-buttons">
          <CopyLink />
          {route.tastes.length > 0 && (
            <button type="button" class="button quiet small" onClick={actions.clear}>
              Clear
            </button>
          )}
        </div>
      </div>
      <div class="channels">
        {channels.map((channel, place) => (
          <ChannelStrip
            key={`${channel.kind} ${channel.name}`}
            channel={channel}
            noun={channel.kind === 'user' ? nouns.user : nouns.item}
            nearest={channel.index === null ? names.nearest(channel.kind, channel.name, 3) : []}
            leftOut={shown.leftOut}
            share={channel.acting === null ? 0 : (shares[channel.acting] ?? 0)}
            actions={actions}
            place={place}
          />
        ))}
        {!full && <Suggestions {...props} names={names} model={model} />}
      </div>
    </section>
  );
}

function KnownSwitch({ route, nouns }: { route: RecommendRoute; nouns: Nouns }) {
  const hints: Record<KnownMode, string> = {
    exclude: `Discover leaves out ${nouns.items} already filed under your ${nouns.users}.`,
    include: `Best ranks every ${nouns.item}, also those already filed under your ${nouns.users}.`,
  };
  return (
    <div class="desk-mode">
      <Segments<KnownMode>
        label="What to list"
        options={[
          { value: 'exclude', label: 'Discover' },
          { value: 'include', label: 'Best' },
        ]}
        value={route.known}
        onChange={(known) => go({ ...route, known })}
      />
      <p class="muted small">{hints[route.known]}</p>
    </div>
  );
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(presentAddress());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" class="button small" onClick={() => void copy()}>
      <Icon icon={copied ? Check : Link} size={17} />
      {copied ? 'Copied' : 'Copy link'}
    </button>
  );
}

/** The next, empty channel: suggests what is close to the mix or, on an empty desk, what is most frequent. */
function Suggestions(props: {
  nouns: Nouns;
  names: Names;
  model: PublishedModel;
  channels: Channel[];
  close: CloseName[];
  actions: DeskActions;
}) {
  const { nouns, names, model, channels, close, actions } = props;
  const empty = channels.length === 0;
  const chips = (empty ? names.search('', 'user', 8) : close).map(({ kind, name }) => ({
    kind,
    name,
    label: labelOfName({ model, names }, kind, name),
  }));
  return (
    <div class="desk-rest">
      <div class="desk-rest-head">
        <span class="badge next" aria-hidden="true">
          {channels.length + 1}
        </span>
        <h2>{empty ? `Start with ${withArticle(nouns.user)}` : 'Close to this mix'}</h2>
      </div>
      <div class="chips">
        {chips.map(({ kind, name, label }) => (
          <button
            key={`${kind} ${name}`}
            type="button"
            class="chip"
            aria-label={`Add ${label}`}
            onClick={() => actions.add(kind, name, empty ? 80 : 50)}
          >
            <Icon icon={Plus} size={16} />
            {label}
          </button>
        ))}
      </div>
      <p class="muted small">
        {empty
          ? `${capital(nouns.users)} and ${nouns.items} can be mixed, up to ${mostTastes}.`
          : 'Pull a fader below 0 to steer away from a taste.'}
        <br />
        Everything is computed on this page.
      </p>
    </div>
  );
}
