import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SegueError } from '@segue/core/contract/errors';
import { causeNotes } from '@segue/core/contract/history';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeModel, type PublishedModel } from '@segue/core/contract/published-model';
import type { KnownMode, RecommendationsView } from '@segue/core/contract/api/recommendations';
import { partsAboveAverage } from '@segue/core/versions/answering/above-average';
import { describeCauses } from '@segue/core/versions/answering/cause-sentences';
import { indexNames, type Names } from '@segue/core/versions/answering/names';
import { rankForNewUser } from '@segue/core/versions/answering/new-user';
import { recommendForNewUser, recommendForTastes, recommendForUser } from '@segue/functions/pipeline/answers/answer';
import { loadModel, type LoadedModel } from '@segue/functions/pipeline/answers/load-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { appendRows, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { formatAddress, parseAddress, recommendRoute, type AddressTaste } from '@segue/hosting/navigation/address';
import { causeOf } from '@segue/hosting/screens/recommend/cause';
import { rankDesk, toChannels, type Channel } from '@segue/hosting/screens/recommend/desk-tastes';
import type { ShownVersion } from '@segue/hosting/data/shown-version';
import { seeded } from '../support/seeded.js';
import { trainMusic } from '../support/trained-music.js';
import { typed } from '../support/typed-tree.js';

interface Request {
  tastes: AddressTaste[];
  known: KnownMode;
  count: number;
}

const owner = { uid: 'lea', name: 'Lea' };

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

describe('a cause', () => {
  it('has the same sentence in the version, in its list of causes, and in the live strip', async () => {
    const { project, dataset } = await trainMusic();
    const { context } = project;
    const tree = typed(project.tree);
    const before = await current();
    project.wait(1000);
    await appendRows(context, owner, dataset, [{ genre: 'Jazz', artist_name: 'J-artist 3' }]);
    project.wait(1000);
    await editRow(context, owner, dataset, 5, { artist_name: 'R-artist 3' });
    await project.settle();
    const after = await current();
    const { cause, causes, before: _, ...provenance } = after.provenance;
    expect(cause).toBe(describeCauses(causes ?? []));
    expect(cause).toMatch(/^Lea added one row\. Lea changed artist_name in row 6 /);
    expect(causeOf({ from: before, to: after }, new Map(), null)).toBe(cause);
    // As if others had been between them.
    const notes = (await tree.newest(paths.history(dataset), causeNotes)).entries;
    const shown = { ...after, provenance: { ...provenance, cause: '' } };
    expect(causeOf({ from: before, to: shown }, notes, null)).toBe(cause);

    async function current(): Promise<ShownVersion> {
      const { key, model } = (await findModel(tree, dataset))!;
      const { version = '', number } = model.current;
      return { version, number, provenance: await tree.read(paths.version(key, version).provenance) } as ShownVersion;
    }
  });
});
