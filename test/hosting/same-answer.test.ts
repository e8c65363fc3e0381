import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegueError } from '@segue/core/contract/errors';
import { causeNotes } from '@segue/core/contract/history';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeModel, type PublishedModel } from '@segue/core/contract/published-model';
import type { KnownMode, RecommendationsView } from '@segue/core/contract/api/recommendations';
import { partsAboveAverage } from '@segue/core/versions/answering/above-average';
import { describeChange } from '@segue/core/versions/answering/changes';
import { indexNames, type Names } from '@segue/core/versions/answering/names';
import { rankForNewUser } from '@segue/core/versions/answering/new-user';
import { recommendForNewUser, recommendForTastes, recommendForUser } from '@segue/functions/pipeline/answers/answer';
import { loadModel, type LoadedModel } from '@segue/functions/pipeline/answers/load-model';
import { readCause } from '@segue/functions/pipeline/training/cause';
import { formatAddress, parseAddress, recommendRoute, type AddressTaste } from '@segue/hosting/navigation/address';
import { causeOf } from '@segue/hosting/screens/recommend/cause';
import { rankDesk, toChannels, type Channel } from '@segue/hosting/screens/recommend/desk-tastes';
import type { ShownVersion } from '@segue/hosting/data/shown-version';
import { seeded } from '../support/seeded.js';
import { simulateProject } from '../support/simulated-project.js';
import { trainMusic } from '../support/trained-music.js';
import { typed } from '../support/typed-tree.js';

interface Request {
  tastes: AddressTaste[];
  known: KnownMode;
  count: number;
}

let api: LoadedModel;
let page: { model: PublishedModel; names: Names };

beforeAll(async () => {
  const { project, dataset, version } = await trainMusic();
  api = await loadModel(typed(project.tree), dataset, null);
  const model = decodeModel(await version());
  page = { model, names: indexNames(model) };
});

/** What a link to the page shows. */
function showPage({ tastes, known, count }: Request) {
  const { pathname, search } = new URL(
    formatAddress(recommendRoute('m', { tastes, known, n: count })),
    'http://x.test',
  );
  const route = parseAddress(pathname, search);
  if (route.screen !== 'recommend') throw new Error(`${pathname} is not the desk.`);
  const channels = toChannels(route.tastes, page.model, page.names);
  return { channels, ranking: rankDesk(page.model, { channels, known: route.known, n: route.n }) };
}

function askApi({ tastes, known, count }: Request): RecommendationsView {
  const asked = tastes.map(({ kind, name, weight }) => ({ [kind]: name, weight: weight / 100 }));
  return recommendForTastes(api, { tastes: asked, known, count });
}

const spellings = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => ` ${name.toLowerCase().replace('-', '\u2010')} `,
];
const users = ['Jazz', 'Blues', 'Soul', 'Rock', 'Metal', 'Punk'];
const items = ['J-artist 1', 'J-artist 7', 'R-artist 2', 'R-artist 12'];
const weight = fc.integer({ min: -100, max: 100 }).filter((value) => value !== 0);

const taste = fc
  .tuple(fc.constantFrom(...users, ...items), fc.constantFrom(...spellings), weight)
  .map(([name, spell, weight]): AddressTaste => {
    return { kind: users.includes(name) ? 'user' : 'item', name: spell(name), weight, muted: false };
  });
const request = fc.record<Request>({
  tastes: fc.array(taste, { minLength: 1, maxLength: 6 }),
  known: fc.constantFrom('exclude', 'include'),
  count: fc.integer({ min: 1, max: 40 }),
});

describe('the page and the API', () => {
  it('give the same names, order and numbers', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { channels, ranking } = showPage(asked);
        const reply = askApi(asked);
        expect(channels.map(({ kind, name, weight }) => ({ [kind]: name, weight: weight / 100 }))).toEqual(
          reply.tastes,
        );
        expect(ranking.average).toEqual(reply.average);
        expect(ranking.items.map(({ index: _, ...item }) => item)).toEqual(reply.items);
      }),
      seeded(200),
    );
  });

  it('measure every number that the page shows from the average item of the reply', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const { ranking } = showPage(asked);
        const { items, average } = askApi(asked);
        for (const [place, shown] of ranking.items.entries()) {
          const item = items[place]!;
          const { contributions, bias } = partsAboveAverage(ranking, shown);
          expect(shown.aboveAverage).toBe(item.score - average!.score);
          expect(contributions).toEqual(item.contributions!.map((part, at) => part - average!.contributions![at]!));
          expect(bias).toBe(item.bias! - average!.bias);
        }
      }),
      seeded(50),
    );
  });

  it('give one user the same list under GET as under a fader at 100', () => {
    for (const user of [...users, 'jazz']) {
      const asked = { user, count: 5, known: 'exclude' as const };
      const reply = recommendForUser(api, { ...asked, fallback: 'none' });
      const { ranking } = showPage({ ...asked, tastes: [{ kind: 'user', name: user, weight: 100, muted: false }] });
      const shown = ranking.items.map(({ rank, item, score, aboveAverage, known }) => {
        return { rank, item, score, aboveAverage, known };
      });
      expect(reply.items).toEqual(shown);
      expect(reply.average).toEqual(ranking.average);
    }
  });

  it('take a muted channel, and one at 0, for one that is not there', () => {
    const jazz: AddressTaste = { kind: 'user', name: 'jazz', weight: 80, muted: false };
    const silent: AddressTaste[] = [
      { kind: 'user', name: 'Rock', weight: 50, muted: true },
      { kind: 'item', name: 'J-artist 1', weight: 0, muted: false },
    ];
    const asked = { known: 'include' as const, count: 30 };
    const { items } = showPage({ ...asked, tastes: [...silent, jazz] }).ranking;
    expect(items).toEqual(showPage({ ...asked, tastes: [jazz] }).ranking.items);
  });

  it('answer who asks for nothing that is known with popular items', () => {
    const { ranking } = showPage({ tastes: [], known: 'exclude', count: 5 });
    const reply = recommendForUser(api, { user: 'Polka', count: 5, known: 'exclude', fallback: 'popularity' });
    expect([ranking.kind, reply.fallback]).toEqual(['popular', 'popularity']);
    const shown = ranking.items.map(({ rank, item, score, known }) => ({ rank, item, score, known }));
    expect(shown).toEqual(reply.items);
  });

  it('have the same numbers to answer a new user with', () => {
    const likes = [items[0]!, items[2]!];
    const reply = recommendForNewUser(api, { tastes: likes.map((item) => ({ item, weight: 1 })), count: 10 });
    const likings = likes.map((item) => ({ item: page.names.indexOf('item', item)!, weight: 1 }));
    const { items: shown, average } = rankForNewUser(page.model, likings, { count: 10 });
    expect(shown.map(({ index: _, ...item }) => item)).toEqual(reply.items);
    expect(average).toEqual(reply.average);
  });

  it.each<[Channel['kind'], string]>([
    ['user', 'Jaz'],
    ['user', 'Zydeco'],
    ['item', 'J-artist'],
    ['item', 'Jazz'],
  ])('do not know the %s %s, and suggest the same', (kind, name) => {
    const asked: Request = { tastes: [{ kind, name, weight: 80, muted: false }], known: 'exclude', count: 5 };
    expect(showPage(asked).channels[0]).toMatchObject({ name, index: null, acting: null });
    expect(refusalOf(() => askApi(asked))).toMatchObject({
      code: `unknown-${kind}`,
      extra: { suggestions: page.names.nearest(kind, name, 5) },
    });
  });
});

function refusalOf(ask: () => unknown): unknown {
  try {
    ask();
  } catch (error) {
    if (error instanceof SegueError) return error;
    throw error;
  }
  throw new Error('It was answered.');
}

const noted = {
  at: fc.integer({ min: 0, max: 300 }),
  by: fc.constantFrom('Lea', 'a guest', 'Ada', ''),
  rows: fc.integer({ min: 1, max: 30_000 }),
};
const row = fc.integer({ min: 0, max: 30_000 });
const column = fc.constantFrom('genre', 'year');
const entry: fc.Arbitrary<HistoryEntry> = fc.oneof(
  fc.record({ ...noted, kind: fc.constant('edit' as const), row, column, to: fc.constantFrom('', 'Jazz', 7) }),
  fc.record({ ...noted, kind: fc.constant('delete' as const), row }),
  fc.record({ ...noted, kind: fc.constantFrom('append' as const, 'replace' as const, 'upload' as const) }),
);

describe('a change', () => {
  it('has the same sentence as the stored cause and in the live strip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 30 }), fc.boolean(), async (entries, newOptions) => {
        const { context, tree } = simulateProject();
        await tree.write({
          [paths.history('d').path]: Object.fromEntries(entries.map((note, at) => [`k${100 + at}`, note])),
          [paths.version('m', 'v1').provenance.revision.path]: 1,
        });
        const model = { dataset: 'd', revision: newOptions ? 2 : 1, current: { startedAt: 100, version: 'v1' } };
        const stored = await readCause(context, 'm', model as unknown as ModelRecord);
        const version = (startedAt: number, revision: number, cause: string) =>
          ({ provenance: { startedAt, revision, cause } }) as ShownVersion;
        const shown = { from: version(100, 1, 'The model is new.'), to: version(301, model.revision, stored) };
        const notes = [...(await typed(tree).newest(paths.history('d'), causeNotes)).entries.values()];
        expect(causeOf(shown, notes)).toBe(stored);
        const recent = entries.slice(-causeNotes).filter(({ at }) => at > 100);
        if (recent.length === 1) expect(stored).toContain(describeChange(recent[0]!));
      }),
      seeded(100),
    );
  });
});
