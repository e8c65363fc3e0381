import { describe, expect, it } from '@jest/globals';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { decodeDescriptions, encodeDescriptions } from '@segue/core/contract/descriptions';
import { limits } from '@segue/core/contract/limits';
import type { StoredDescriptions } from '@segue/core/contract/stored/version';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { tasteRow } from '@segue/core/model/answers/taste-row';
import { methodNames, type MethodName } from '@segue/core/model/methods/recipe';
import type { Cell } from '@segue/core/tables/cells';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import {
  rankForDescribedUser,
  rankLikeDescribed,
  rankUsers,
  rowByDescription,
} from '@segue/core/versions/answering/by-description';
import { rankForNewUser } from '@segue/core/versions/answering/new-user';
import { rankTastes } from '@segue/core/versions/answering/ranking';
import { explainTastes } from '@segue/core/versions/answering/reasons';
import { reasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import { splitByDescription } from '@segue/core/versions/answering/reasons/score-split';
import { describedSide, excludedByTags, findTag } from '@segue/core/versions/answering/tags';
import { warmItems, warmPart } from '@segue/core/versions/answering/warm-part';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { publishedVersion } from '@segue/core/versions/published-version';
import { fitConfigured } from '@segue/core/versions/training-options';
import { lastOf } from '@segue/cli/last-of';

/** Viewers of two tastes: even ones, who are young, like even films, which are comedies. */
const pairs = Array.from({ length: 12 * 12 }, (_, at): Cell[] => [`v${at % 12}`, `f${Math.floor(at / 12)}`])
  .filter(([viewer, film]) => (Number(String(viewer).slice(1)) + Number(String(film).slice(1))) % 2 === 0)
  .filter((_, at) => at % 5 !== 0)
  .map(([viewer, film]): Cell[] => {
    const number = Number(String(film).slice(1));
    const isEven = number % 2 === 0;
    const minutes = (isEven ? 80 : 140) + number / 10;
    return [viewer!, film!, minutes, isEven ? 'Comedy|Short' : 'Drama|Short', isEven ? 'young' : 'old'];
  });
const descriptions: Cell[][] = [
  ['', 'new comedy', 85, 'Comedy', ''],
  ['', 'new drama', 138, 'Drama|Slow', ''],
  ['', 'said nothing of', '', '', ''],
  ['', 'only a rare tag', '', 'Slow', ''],
  ['', 'f0', 81, 'Comedy', ''],
];

const allColumns = { itemFeatures: ['minutes'], itemTags: ['genre'], userTags: ['age'] };

function publish(
  model: MethodName,
  rows = [...pairs, ...descriptions],
  described: Partial<typeof allColumns> = allColumns,
) {
  const sums = summariseInteractions(
    rows.map((cells, index) => ({ index, cells })),
    { user: 0, item: 1, rating: null, ...(described.itemFeatures && { features: [2] }), itemTags: [3], userTags: [4] },
  );
  const roles = { dataset: 'd', user: 'viewer', item: 'film' };
  const configuration = toConfiguration({ ...roles, model, noComponents: 4, ...described });
  const prepared = prepareInteractions(sums, configuration);
  const published = publishedVersion(prepared, configuration, lastOf(fitConfigured(prepared, configuration)));
  const basis = reasonBasis(published, { configuration, described: [...(prepared.described ?? [])] });
  return { prepared, published, basis };
}

const learning = methodNames.filter((method) => method !== 'popularity');
const user = (model: PublishedModel, name: string) => ({
  kind: 'user' as const,
  index: model.users.indexOf(name),
  weight: 1,
});

describe.each(learning)('items that are only described, by %s', (method) => {
  const { prepared, published, basis } = publish(method);
  const [comedy, drama] = ['new comedy', 'new drama'].map((name) => published.items.indexOf(name)) as [number, number];

  it('stand behind the others, and are ranked by what describes them', () => {
    expect(published.items.slice(12)).toEqual(['new comedy', 'new drama']);
    expect(warmItems(published)).toBe(12);
    for (const [viewer, better] of [
      ['v0', comedy],
      ['v1', drama],
    ] as const) {
      const { placeOf } = rankTastes(published, { tastes: [user(published, viewer)], known: 'exclude', count: 20 });
      expect(placeOf(better)!).toBeLessThan(placeOf(better === comedy ? drama : comedy)!);
    }
  });

  it('say why, in parts that add up to the score', () => {
    const tastes = [user(published, 'v0')];
    const { items } = rankTastes(published, { tastes, known: 'include', count: 20 });
    const explain = explainTastes(published, basis, { tastes });
    expect(explain(comedy).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tag']));
    expect(explain(comedy).every(({ kind }) => kind === 'tag' || kind === 'column')).toBe(true);
    const split = splitByDescription(published, tasteRow(published.embeddings, tastes))!(comedy);
    const score = items.find(({ index }) => index === comedy)!.score;
    expect(split.parts.reduce((sum, { amount }) => sum + amount, split.rest)).toBeCloseTo(score, 4);
  });

  it('change nothing for the others', () => {
    const without = publish(method, [...pairs, descriptions[4]!]);
    expect(warmPart(published).embeddings.itemEmbeddings).toEqual(without.published.embeddings.itemEmbeddings);
    const places = { count: 3, isLeftOut: (index: number) => index >= 12 };
    const likings = [{ item: 0, weight: 1 }];
    const [one, other] = [published, without.published].map((model) => rankForNewUser(model, likings, places).items);
    expect(one!.map(({ item }) => item)).toEqual(other!.map(({ item }) => item));
  });

  it('can be asked for by a description alone, and are like what they would be', () => {
    const row = rowOf(published, 'item', ['comedy'], { minutes: 85 });
    expect(row.embedding).toEqual(embeddingOf(published, comedy));
    expect(Number(rankUsers(published, row, 1)[0]!.user.slice(1)) % 2).toBe(0);
    expect(rankLikeDescribed(published, row, { count: 1 })[0]!.item).toBe('new comedy');
  });

  it('are liked by users of whom a tag is known', () => {
    const asked = (tag: string) => {
      const { items } = rankForDescribedUser(published, rowOf(published, 'user', [tag]), { count: 4 });
      return items.filter(({ index }) => index < prepared.items.length).map(({ item }) => Number(item.slice(1)) % 2);
    };
    expect(new Set(asked('young'))).toEqual(new Set([0]));
    expect(new Set(asked('OLD'))).toEqual(new Set([1]));
  });
});

function rowOf(model: PublishedModel, kind: 'user' | 'item', tags: string[], numbers = {}) {
  const side = describedSide(model, kind)!;
  return rowByDescription(side, { numbers, tags: new Set(tags.flatMap((tag) => findTag(side, tag))) });
}

function embeddingOf({ embeddings: { noComponents: d, itemEmbeddings } }: PublishedModel, item: number): Float32Array {
  return itemEmbeddings.subarray(item * d, (item + 1) * d);
}

describe('descriptions of a version', () => {
  const { published, prepared } = publish('ials');

  it('name tags once, those of lists by their parts', () => {
    const { users, items } = published.descriptions!;
    expect(items!.tags.map(({ tag }) => tag)).toEqual(['Comedy', 'Drama', 'Short', 'Slow']);
    expect(users!.tags).toEqual([
      { column: 'age', tag: 'old' },
      { column: 'age', tag: 'young' },
    ]);
    // One film alone is slow: nothing can be learned from that.
    expect(items!.learned.map((place) => items!.tags[place]!.tag)).toEqual(['Comedy', 'Drama', 'Short']);
  });

  it('are the same after they were stored', () => {
    const stored = JSON.parse(JSON.stringify(encodeDescriptions(published.descriptions!))) as StoredDescriptions;
    expect(decodeDescriptions(stored)).toEqual(published.descriptions);
  });

  it('keep the tags that are learned from, however many others there are', () => {
    const films = Array.from({ length: limits.namedTags + 9 }, (_, at): Cell[][] => [
      ['', `cold ${at}`, 90, `k${at};k${at + 1};Drama`, ''],
      ['', `cold too ${at}`, 90, `k${at};k${at + 1};Drama`, ''],
    ]);
    const { items } = publish('ials', [...pairs, ...films.flat()]).published.descriptions!;
    expect(items!.tags).toHaveLength(limits.namedTags);
    expect(items!.learned.map((place) => items!.tags[place]!.tag)).toContain('Short');
  });

  it('can be asked for though nothing can be learned from them', () => {
    const rows = pairs.map(([viewer, film]): Cell[] => [viewer!, film!, '', `only ${film}`, '']);
    const { descriptions, items } = publish('ials', rows, { itemTags: ['genre'] }).published;
    expect(descriptions!.items).toMatchObject({ learned: [], numbers: [] });
    const isExcluded = excludedByTags(
      publish('ials', rows, { itemTags: ['genre'] }).published,
      { tags: ['only f3'] },
      (tag) => findTag(descriptions!.items, tag),
    );
    expect(items.filter((_, index) => !isExcluded!(index))).toEqual(['f3']);
  });

  it('come for items with pairs from rows without a user too', () => {
    const minutes = prepared.itemColumns!.values[prepared.items.indexOf('f0') * prepared.itemColumns!.columns]!;
    expect(minutes).toBeGreaterThan(80);
    expect(minutes).toBeLessThan(81);
  });

  it('filter items by tags, all of them and none of them', () => {
    const listed = (filter: Parameters<typeof excludedByTags>[1]) => {
      const isExcluded = excludedByTags(published, filter, (tag) => findTag(published.descriptions?.items, tag));
      return published.items.filter((_, index) => !isExcluded!(index));
    };
    expect(listed({ tags: ['drama', 'Slow'] })).toEqual(['new drama']);
    expect(listed({ tags: ['genre: comedy'], withoutTags: ['short'] })).toEqual(['new comedy']);
    expect(excludedByTags(published, {}, () => [])).toBeUndefined();
    expect(findTag(published.descriptions?.items, 'young')).toEqual([]);
  });

  it('are tags alone where popularity makes the model', () => {
    const popular = publish('popularity').published;
    expect(popular.items).toHaveLength(12);
    const isExcluded = excludedByTags(popular, { tags: ['comedy'] }, (tag) =>
      findTag(popular.descriptions?.items, tag),
    );
    expect(
      popular.items.filter((_, index) => !isExcluded!(index)).every((item) => Number(item.slice(1)) % 2 === 0),
    ).toBe(true);
    expect(popular.descriptions?.items).toMatchObject({ learned: [], numbers: [] });
  });

  it('say the same in a row of their own as in every rating', () => {
    const bare = pairs.map(([viewer, film, , , age]): Cell[] => [viewer!, film!, '', '', age!]);
    const ofFilm = new Map(pairs.map(([, film, minutes, genre]) => [film!, ['', film!, minutes!, genre!, '']]));
    const inRatings = publish('ials', [...pairs, ...descriptions.slice(0, 2)]).published;
    const apart = publish('ials', [...bare, ...ofFilm.values(), ...descriptions.slice(0, 2)]).published;
    expect(apart.items).toEqual(inRatings.items);
    expect(apart.embeddings.itemEmbeddings).toEqual(inRatings.embeddings.itemEmbeddings);
  });

  it('speak for a new user who likes a cold item, and are no item liked together', () => {
    const cold = published.items.indexOf('new comedy');
    const rank = (weight: number) => rankForNewUser(published, [{ item: cold, weight }], { count: 3 });
    expect(rank(1).items.map(({ item }) => Number(item.slice(1)) % 2)).toEqual([0, 0, 0]);
    expect(rank(1).items[0]!.score).not.toBe(0);
    const { basis } = publish('ials');
    const tastes = [{ kind: 'item' as const, index: cold, weight: 1 }];
    const said = published.items.flatMap((_, item) => explainTastes(published, basis, { tastes })(item));
    expect(said.filter(({ kind, name }) => kind === 'like' && name === 'new comedy')).toEqual([]);
  });
});
