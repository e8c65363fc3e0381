import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { chanceNote } from '@segue/core/versions/answering/chance-note';
import {
  compareVersionLists,
  type ListsDifference,
  type UserDifference,
} from '@segue/core/versions/answering/comparison';
import { itemLabelIn } from '@segue/core/versions/answering/labels';
import { formatAddress, modelRoute } from '../../navigation/address.js';
import { Failure, Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { loadVersion, type LoadedVersion } from '../../data/published-versions.js';
import { countOf, formatCount } from '../../words/numbers.js';
import { capital, nounsOf, type Nouns } from '../../words/nouns.js';
import { MetricsTable } from '../recommend/metrics-table.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { differingFacts } from './provenance-words.js';

/** Compares lists of ten; if there are very many users, for those with the most known items. */
const compared = { length: 10, most: 200 };
/** Users whose lists are compared name by name. */
const shownUsers = 5;
/** Names of one kind that are listed before the rest is counted. */
const shownNames = 10;

interface ComparePanelProps {
  /** The public id of the model, and its key in the database. */
  model: string;
  modelKey: string;
  shown: ShownVersion;
  /** The number of the version that the shown one is compared with. */
  number: number;
  current: CurrentVersion;
}

/** How a kept version differs from the one shown: its data and parameters, its metrics, its recommendations. */
export function ComparePanel({ model, modelKey, shown, number, current }: ComparePanelProps) {
  const version = Object.values(current.kept ?? {}).find((entry) => entry.number === number)?.version ?? null;
  return (
    <section class="panel metrics" aria-labelledby="compare-title">
      <div class="panel-head">
        <h2 id="compare-title">
          Version {number} beside version {shown.number}
        </h2>
        <a class="button small show-more" href={formatAddress(modelRoute(model))}>
          Close
        </a>
      </div>
      <div class="panel-body stack">
        {version === null ? (
          <Notice>Version {number} is no longer kept. Choose another above.</Notice>
        ) : version === shown.version ? (
          <Notice>Version {number} is the one in use. Choose another above.</Notice>
        ) : (
          <Loaded key={version} modelKey={modelKey} version={version} shown={shown} number={number} current={current} />
        )}
      </div>
    </section>
  );
}

type Loading =
  { state: 'loading' } | { state: 'failed'; error: unknown } | { state: 'ready'; found: LoadedVersion | null };

function Loaded(props: {
  modelKey: string;
  version: string;
  shown: ShownVersion;
  number: number;
  current: CurrentVersion;
}) {
  const { modelKey, version, shown, number, current } = props;
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let left = false;
    const arrive = (next: Loading) => !left && setLoading(next);
    setLoading({ state: 'loading' });
    loadVersion(modelKey, version).then(
      (found) => arrive({ state: 'ready', found }),
      (error: unknown) => arrive({ state: 'failed', error }),
    );
    return () => void (left = true);
  }, [modelKey, version, attempt]);
  if (loading.state === 'loading') return <Skeleton height="180px" />;
  if (loading.state === 'failed') {
    const retry = () => setAttempt(attempt + 1);
    return <Failure what={`Version ${number} could not be read.`} error={loading.error} retry={retry} />;
  }
  if (!loading.found) return <Notice>Version {number} is no longer kept. Choose another above.</Notice>;
  const chance = chanceNote(shown.provenance, current);
  return <Comparison before={{ ...loading.found, number }} after={shown} chance={chance} />;
}

function Comparison(props: { before: LoadedVersion & { number: number }; after: ShownVersion; chance: string }) {
  const { before, after, chance } = props;
  const { configuration } = after.provenance;
  const nouns = nounsOf(configuration.user, configuration.item);
  const lists = useMemo(() => compareVersionLists(before, after, compared), [before.version, after.version]);
  const labelOf = (item: string) => itemLabelIn([after, before], item);
  return (
    <>
      {before.metrics && after.metrics && (
        <MetricsTable
          label="Metrics of both versions"
          of="Version"
          k={after.metrics.k}
          rows={[
            { name: String(before.number), values: before.metrics },
            { name: String(after.number), values: after.metrics, own: true },
          ]}
          difference
        />
      )}
      <Differences before={before} after={after} />
      <Lists lists={lists} nouns={nouns} labelOf={labelOf} numbers={[before.number, after.number]} chance={chance} />
    </>
  );
}

function Differences({ before, after }: { before: LoadedVersion & { number: number }; after: ShownVersion }) {
  const facts = differingFacts(before.provenance, after.provenance);
  if (facts.length === 0) return <p class="small">Both were trained on the same data with the same parameters.</p>;
  return (
    <dl class="facts broad">
      {facts.map(([what, one, other]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd class="figures">
            <span class="muted">{one ?? 'none'}</span> → {other ?? 'none'}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function listsSentence({ places, entered, changed, ...lists }: ListsDifference, nouns: Nouns, number: number): string {
  if (lists.compared === 0) return `They have no ${nouns.users} in common.`;
  const of =
    lists.compared < lists.shared
      ? `the ${formatCount(lists.compared)} ${nouns.users} with the most ${nouns.items}`
      : countOf(lists.compared, nouns.user, nouns.users);
  if (changed.length === 0) return `Both discover the same ${nouns.items}, ten for each of ${of}.`;
  const many = `${formatCount(entered)} hold other ${nouns.items} in version ${number}`;
  return `Of ${formatCount(places)} places in the lists of ten for ${of}, ${many}.`;
}

/** What people read for an item. */
type LabelOf = (item: string) => string;

function Lists(props: {
  lists: ListsDifference;
  nouns: Nouns;
  labelOf: LabelOf;
  numbers: [number, number];
  chance: string;
}) {
  const { lists, nouns, labelOf, numbers, chance } = props;
  const { changed, newItems, goneItems } = lists;
  const differences = (what: string, touched: boolean) => (
    <UserDifferences what={what} users={shownOf(changed, touched)} labelOf={labelOf} />
  );
  return (
    <div class="stack small">
      <p>
        {listsSentence(lists, nouns, numbers[1])} {changed.length > 0 && chance}
      </p>
      {changed.length > 0 && (
        <>
          {differences(`${capital(nouns.users)} whose own rows changed`, true)}
          {differences('Elsewhere', false)}
        </>
      )}
      {changed.length > shownUsers && (
        <p class="muted">And {countOf(changed.length - shownUsers, nouns.user, nouns.users)} more.</p>
      )}
      <Names what={`Only in version ${numbers[1]}`} names={[...lists.newUsers, ...newItems.map(labelOf)]} />
      <Names what={`Only in version ${numbers[0]}`} names={[...lists.goneUsers, ...goneItems.map(labelOf)]} />
    </div>
  );
}

/** The first few users, those whose own rows changed before the others, and of these the ones asked for. */
function shownOf(changed: readonly UserDifference[], touched: boolean): readonly UserDifference[] {
  return changed.slice(0, shownUsers).filter((difference) => difference.touched === touched);
}

function UserDifferences(props: { what: string; users: readonly UserDifference[]; labelOf: LabelOf }) {
  const { what, users, labelOf } = props;
  if (users.length === 0) return null;
  return (
    <>
      <p class="muted">{what}</p>
      <ul class="list-differences">
        {users.map(({ user, entered: fresh, left }) => (
          <li key={user}>
            <strong>{user}</strong>
            {fresh.length > 0 && <p>New: {fresh.map(labelOf).join(', ')}</p>}
            {left.length > 0 && <p class="muted">Left: {left.map(labelOf).join(', ')}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Names({ what, names }: { what: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  const more = names.length - shownNames;
  return (
    <p class="muted">
      {what}: {names.slice(0, shownNames).join(', ')}
      {more > 0 && ` and ${formatCount(more)} more`}.
    </p>
  );
}
