import { describe, expect, it } from '@jest/globals';
import { limits } from '@segue/core/contract/limits';
import type { Cell } from '@segue/core/tables/cells';
import { type ColumnFacts, columnFacts } from '@segue/core/tables/profile/column-facts';
import { summariseProfile } from '@segue/core/tables/profile/profile';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { proposeFeatureColumns } from '@segue/core/versions/feature-columns';
import { judgementColumns } from '@segue/core/versions/judgement-columns';
import { onStudyFile, type StudyTable } from '../support/study-files.js';

const roles = { user: 'genre', item: 'artist' };

const made = (name: string, more: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  rows: 1000,
  filled: 1000,
  numbers: 1000,
  distinct: 500,
  fractions: true,
  allDifferent: false,
  ...more,
});

const verdict = (facts: ColumnFacts) => proposeFeatureColumns([facts], roles).leftOut[0] ?? 'describes items';

const factsOf = (table: StudyTable): ColumnFacts[] =>
  columnFacts(
    summariseProfile(
      table.rows.map((cells, index) => ({ index, cells })),
      table.columns.length,
    ),
    table.columns,
  );

describe('proposeFeatureColumns', () => {
  it.each<[fact: string, facts: Partial<ColumnFacts>, reason: object | null]>([
    ['takes numbers with fractions', {}, null],
    ['takes whole numbers with more than 12 values', { fractions: false, distinct: 13 }, null],
    ['takes few values if one has a fraction', { distinct: 3 }, null],
    ['takes a column half filled', { filled: 500, numbers: 500 }, null],
    ['takes a column with 5 % of words', { numbers: 950 }, null],
    ['leaves out codes', { fractions: false, distinct: 12 }, { reason: 'few-values', distinct: 12 }],
    [
      'leaves out what is mostly empty',
      { filled: 499, numbers: 499 },
      { reason: 'mostly-empty', filled: 499, rows: 1000 },
    ],
    ['leaves out what is empty', { filled: 0, numbers: 0 }, { reason: 'mostly-empty', filled: 0, rows: 1000 }],
    ['leaves out text', { numbers: 949 }, { reason: 'not-numeric', numbers: 949, filled: 1000 }],
    ['leaves out constants', { distinct: 1 }, { reason: 'constant' }],
    [
      'leaves out whole numbers that are all different',
      { fractions: false, distinct: 1000, allDifferent: true },
      { reason: 'row-number', rows: 1000 },
    ],
    ['takes fractions that are all different', { distinct: 1000, allDifferent: true }, null],
    [
      'takes whole numbers that are all different in a few rows',
      { rows: 40, filled: 40, numbers: 40, fractions: false, distinct: 40, allDifferent: true },
      null,
    ],
  ])('%s', (_, facts, reason) => {
    expect(verdict(made('energy', facts))).toEqual(reason ? { column: 'energy', ...reason } : 'describes items');
  });

  it.each([
    ...['id', 'track_id', 'trackId', 'Track ID', 'artistID', 'movieid', 'userids', 'Unnamed: 0', '', '#', 'index'],
    ...['uri', 'track_href', 'URL', 'rank', 'Row', 'row number', 'track_number', 'Track No', 'number'],
  ])('leaves out what %j names', (name) => {
    expect(verdict(made(name))).toMatchObject({ reason: 'id-by-name' });
  });

  it.each(['year', 'Release Date', 'releaseYear', 'releasedate', 'time', 'timestamp', 'week', 'month', 'released'])(
    'leaves out the time %j',
    (name) => {
      expect(verdict(made(name))).toMatchObject({ reason: 'time-by-name' });
    },
  );

  it.each([
    ...['time_signature', 'timeSignature', 'acid', 'valid', 'liquidity', 'lifetime', 'Duration (ms)', 'update'],
    ...['number of plays', 'monthly', 'frankness', 'popularity', 'rating', 'Loudness (dB)'],
  ])('takes %j', (name) => {
    expect(verdict(made(name))).toBe('describes items');
  });

  it('leaves out users, items and more columns than a model takes', () => {
    const many = Array.from({ length: limits.itemFeatures + 1 }, (_, at) => made(`sound ${at}`));
    const { columns, leftOut } = proposeFeatureColumns([made('genre'), ...many, made('artist')], roles);
    expect(columns).toHaveLength(limits.itemFeatures);
    expect(leftOut).toEqual([
      { column: 'genre', reason: 'role' },
      { column: `sound ${limits.itemFeatures}`, reason: 'too-many', most: limits.itemFeatures },
      { column: 'artist', reason: 'role' },
    ]);
  });
});

describe('columnFacts', () => {
  const of = (...cells: Cell[]) => factsOf({ columns: ['c'], rows: cells.map((cell) => [cell]) })[0]!;

  it('count cells, numbers and different numbers', () => {
    expect(of(1, 2, 2, '2.0', 'n/a', '', ' ')).toEqual({
      name: 'c',
      rows: 7,
      filled: 5,
      numbers: 4,
      distinct: 2,
      fractions: false,
      allDifferent: false,
    });
    expect(of('2017.0', '2018.0')).toMatchObject({ fractions: false, allDifferent: true, distinct: 2 });
    expect(of(1, 0.5, '8.19E-06')).toMatchObject({ fractions: true, numbers: 3 });
    expect(of()).toMatchObject({ rows: 0, filled: 0, numbers: 0, distinct: 0, allDifferent: false });
  });

  it('are the same where there are too many values to list', () => {
    const count = 20_000;
    const whole = Array.from({ length: count }, (_, at) => at * 3);
    expect(of(...whole)).toMatchObject({ filled: count, numbers: count, fractions: false, allDifferent: true });
    expect(of(...whole, 3)).toMatchObject({ fractions: false });
    expect(of(...whole.slice(0, 9000), 3)).toMatchObject({ fractions: false, allDifferent: false });
    expect(of(...whole.map((value) => value + 0.5))).toMatchObject({ fractions: true, allDifferent: true });
    expect(of(...whole.map((value) => `name ${value}`), 7)).toMatchObject({ filled: count + 1, numbers: 1 });
  });
});

describe('judgementColumns', () => {
  const judged = (rows: Cell[][]) =>
    judgementColumns(
      summariseInteractions(
        rows.map((cells, index) => ({ index, cells })),
        { user: 0, item: 1, rating: null, features: [2] },
      ),
      ['value'],
    );
  /** Every third of 20 users × 30 items, with a value. */
  const pairs = (value: (user: number, item: number) => number, copies = 1) =>
    Array.from({ length: 600 * copies }, (_, at): Cell[] => {
      const [user, item] = [at % 20, Math.floor(at / 20) % 30];
      return [`u${user}`, `i${item}`, value(user, item)];
    }).filter((_, at) => at % 3 === 0);
  const mood = (user: number, item: number) => ((user * 7 + item * 13) % 11) / 2;

  it('are ratings: they vary between the users of an item', () => {
    const [found, ...more] = judged(pairs(mood));
    expect(found).toMatchObject({ column: 'value', reason: 'judgement', varying: 30, items: 30 });
    expect(found).toHaveProperty('within', expect.any(Number));
    expect(more).toEqual([]);
  });

  it('are not what is the same for all users of an item', () => {
    expect(judged(pairs((_, item) => item / 7))).toEqual([]);
  });

  it('are not what varies less between users than between items', () => {
    expect(judged(pairs((user, item) => item + mood(user, item) / 2))).toEqual([]);
  });

  it('are not means over several rows of a pair, as an artist has other tracks in each genre', () => {
    expect(judged(pairs(mood, 2))).toEqual([]);
  });

  it('are left out too if they have one value for all items of a user', () => {
    expect(judged(pairs((user) => user / 3))).toEqual([
      { column: 'value', reason: 'user-by-value', constant: 20, users: 20 },
    ]);
    expect(judged(pairs((user, item) => (user < 19 ? user : item)))).toMatchObject([{ constant: 19, users: 20 }]);
    expect(judged(pairs((user, item) => (user < 18 ? user / 9 : item)))).not.toMatchObject([
      { reason: 'user-by-value' },
    ]);
  });

  it('need users with several items to be told', () => {
    expect(judged([['a', 'x', 1], ['b', 'y', 2]])).toEqual([]); // prettier-ignore
    expect(judged([])).toEqual([]);
  });
});

interface Study {
  user: string;
  item: string;
  lists?: true;
  columns: string[];
  left?: Record<string, string>;
  judged?: Record<string, string>;
}

const sound =
  'acousticness danceability duration_ms energy instrumentalness liveness loudness speechiness tempo valence';

const studies: Record<string, Study> = {
  'spotify-features-19k.csv': {
    user: 'genre',
    item: 'artist_name',
    columns: [...sound.split(' '), 'popularity'],
    left: { key: 'not-numeric', mode: 'not-numeric', time_signature: 'not-numeric', track_id: 'not-numeric' },
  },
  'recommend/tidy26k.csv': { user: 'genre', item: 'artist_name', columns: [...sound.split(' '), 'popularity'] },
  'recommend/norm2k.csv': {
    user: 'genre',
    item: 'artist',
    lists: true,
    columns: [...sound.split(' '), 'popularity'],
    left: { key: 'few-values', mode: 'few-values', year: 'time-by-name', explicit: 'not-numeric' },
  },
  'recommend/chart3k.csv': {
    user: 'Genre',
    item: 'Artist',
    lists: true,
    columns: [
      ...['Popularity', 'Danceability', 'Energy', 'Loudness (dB)', 'Speechiness', 'Acousticness', 'Liveness'],
      ...['Duration (ms)', 'Valence'],
    ],
    left: { col1: 'row-number', song_id: 'id-by-name', Year: 'time-by-name' },
  },
  'recommend/wgenres.csv': {
    user: 'genres',
    item: 'artists',
    lists: true,
    columns: [...sound.split(' '), 'popularity', 'count'],
    left: { key: 'few-values', mode: 'few-values' },
  },
  'recommend/abedee6k.csv': { user: 'genre', item: 'artists', columns: ['popularity', 'duration_ms'] },
  'recommend/top10s.csv': {
    user: 'top genre',
    item: 'artist',
    columns: ['bpm', 'nrgy', 'dnce', 'dB', 'live', 'val', 'dur', 'acous', 'spch', 'pop'],
    left: { col1: 'row-number', year: 'time-by-name' },
  },
  'recommend/rest_ratings.csv': {
    user: 'userID',
    item: 'placeID',
    columns: ['rating', 'food_rating', 'service_rating'],
    judged: { rating: 'judgement', food_rating: 'judgement', service_rating: 'judgement' },
  },
  'recommend/lastfm_user_artists.tsv': {
    user: 'userID',
    item: 'artistID',
    columns: ['weight'],
    judged: { weight: 'judgement' },
  },
  'movielens-100k.tsv': {
    user: 'col1',
    item: 'col2',
    columns: ['col4'],
    left: { col3: 'few-values' },
    judged: { col4: 'judgement' },
  },
};

describe('columns of real tables', () => {
  for (const [file, { user, item, lists, columns: expected, left = {}, judged = {} }] of Object.entries(studies)) {
    onStudyFile(file, 'describe items as they should', (table) => {
      const { columns, leftOut } = proposeFeatureColumns(factsOf(table), { user, item });
      expect([...columns].sort()).toEqual([...expected].sort());
      const reasons = Object.fromEntries(leftOut.map(({ column, reason }) => [column, reason]));
      expect(reasons).toMatchObject(left);
      const at = (name: string) => table.columns.indexOf(name);
      const sums = summariseInteractions(
        table.rows.map((cells, index) => ({ index, cells })),
        { user: at(user), ...(lists && { userLists: lists }), item: at(item), rating: null, features: columns.map(at) },
      );
      const found = judgementColumns(sums, columns).map(({ column, reason }) => [column, reason]);
      expect(Object.fromEntries(found)).toEqual(judged);
    });
  }

  onStudyFile('recommend/rest_places.csv', 'describe places by where they are', (table) => {
    const { columns, leftOut } = proposeFeatureColumns(factsOf(table), { user: 'name', item: 'placeID' });
    expect(columns).toEqual(['latitude', 'longitude', 'popularity']);
    expect(leftOut.find(({ column }) => column === 'zip')).toMatchObject({ reason: 'not-numeric' });
  });
});
