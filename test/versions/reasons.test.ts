import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedModel } from '@segue/core/contract/published-model';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { foldInUser } from '@segue/core/model/answers/fold-in';
import { scoreTastes, type Taste } from '@segue/core/model/answers/recommend';
import { foldInIals } from '@segue/core/model/methods/ials';
import { defaultParameters } from '@segue/core/model/parameters';
import type { MethodName } from '@segue/core/model/methods/recipe';
import { explainTastes, splitOf } from '@segue/core/versions/answering/reasons';
import { reasonBasis, type ReasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import { reasonWords } from '@segue/core/versions/answering/reasons/reason-words';
import { soundColumns } from '@segue/core/versions/answering/reasons/sound-columns';
import { fitConfigured, type TrainingData } from '@segue/core/versions/training-options';
import { finishFit, inputOf } from '../model/methods/fits.js';

const configurationOf = (model?: MethodName): ModelConfiguration => ({
  ...defaultParameters,
  dataset: 'd',
  user: 'genre',
  item: 'artist',
  weight: 'none',
  minimumRows: 1,
  noComponents: 4,
  epochs: 3,
  itemFeatures: ['energy', 'valence'],
  ...(model && { model }),
});

interface Made {
  model: PublishedModel;
  basis: ReasonBasis;
}

/** A version by a method: a table of values (1 a like, −1 a dislike, 0 unknown), and two numbers for each item. */
function made(
  method: MethodName,
  values: readonly (readonly number[])[],
  weightOf: (entry: number) => number = () => 1,
): Made {
  const input = inputOf(
    values,
    values[0]!.map((_, item) => [item % 3, (item * item) % 5]),
  );
  const { value, row, col } = input.interactions;
  const weight = value.map((_, entry) => weightOf(entry));
  const data: TrainingData = { ...input, interactions: { ...input.interactions, weight } };
  const indptr = new Int32Array(values.length + 1);
  for (const user of row) indptr.fill(indptr[user + 1]! + 1, user + 1);
  const configuration = configurationOf(method);
  const model: PublishedModel = {
    users: input.users,
    items: input.items,
    embeddings: finishFit(fitConfigured(data, configuration)),
    known: { indptr, indices: col, weights: value.map((each, entry) => each * weight[entry]!) },
    popularity: Float32Array.from(input.items, (_, item) => item),
  };
  return { model, basis: reasonBasis(model, { configuration, described: ['energy', 'valence'] }) };
}

const [users, items] = [5, 8];
const someValues = fc
  .array(fc.array(fc.constantFrom(0, 0, 1, 1, -1), { minLength: items, maxLength: items }), {
    minLength: users,
    maxLength: users,
  })
  .map((rows) => rows.map((row, user) => row.map((value, item) => (item % users === user ? 1 : value))));
const someTastes = fc.array(
  fc.record<Taste>({
    kind: fc.constantFrom('user', 'item'),
    index: fc.nat(users - 1),
    weight: fc.constantFrom(1, 0.5, -0.5),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Two groups of users and items. */
const blocks = Array.from({ length: 8 }, (_, user) =>
  Array.from({ length: 12 }, (_, item) => (user % 2 === item % 2 && item !== user ? 1 : 0)),
);

describe('the parts of a score', () => {
  it.each<[MethodName, (entry: number) => number]>([
    ['regression', () => 1],
    ['ials', () => 1],
    ['ials', (entry) => [0.5, 1, 2][entry % 3]!],
  ])('of %s add up to it', (method, weightOf) => {
    fc.assert(
      fc.property(someValues, someTastes, (values, tastes) => {
        const { model, basis } = made(method, values, weightOf);
        const split = splitOf(model, basis, { tastes });
        const { scores } = scoreTastes(model.embeddings, tastes);
        scores.forEach((score, item) => {
          const { parts, rest } = split!(item);
          expect(parts.reduce((sum, { amount }) => sum + amount, rest)).toBeCloseTo(score, 4);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('of a regression leave the intercept, and are those of the users that the item belongs to', () => {
    const { model, basis } = made('regression', blocks);
    const split = splitOf(model, basis, { tastes: [{ kind: 'user', index: 0, weight: 1 }] })!;
    for (let item = 0; item < 12; item++) {
      const { parts, rest } = split(item);
      expect(rest).toBeCloseTo(model.embeddings.userBiases[0]!, 6);
      for (const { kind, name } of parts) {
        if (kind === 'user') expect(blocks[model.users.indexOf(name)]![item]).toBe(1);
        else expect(['energy', 'valence']).toContain(name);
      }
    }
  });

  it('of ials are what a score loses if a like is none', () => {
    const { model, basis } = made('ials', blocks);
    const { parts } = splitOf(model, basis, { tastes: [{ kind: 'user', index: 0, weight: 1 }] })!(0);
    expect(parts.map(({ name }) => name)).toEqual(['i002', 'i004', 'i006', 'i008', 'i010']);
    const { row, indices, indptr } = { row: [2, 4, 6, 8, 10], ...model.known };
    const unobservedWeight = Math.sqrt(indices.length / ((indptr.length - 1) * 12));
    const score = (without: number | null) => {
      const likings = row.map((item) => ({ item, weight: item === without ? -1 : 1 }));
      const { embedding } = foldInIals(model.embeddings, likings, { unobservedWeight });
      return embedding.reduce((sum, value, j) => sum + value * model.embeddings.itemEmbeddings[j]!, 0);
    };
    parts.forEach(({ amount }, at) => expect(amount).toBeCloseTo(score(null) - score(row[at]!), 5));
  });

  it('of ials are not named if the version does not keep what they take', () => {
    const { model, basis } = made('ials', blocks, (entry) => [0.5, 1, 2][entry % 3]!);
    const { weights: _, ...known } = model.known;
    expect(splitOf({ ...model, known }, basis, { tastes: [{ kind: 'user', index: 0, weight: 1 }] })).toBeNull();
  });

  it('of a new user are those of the regression alone', () => {
    const tastes: Taste[] = [{ kind: 'item', index: 2, weight: 1 }];
    const ials = made('ials', blocks);
    const newUser = foldInUser(ials.model.embeddings, [{ item: 2, weight: 1 }]);
    expect(splitOf(ials.model, ials.basis, { tastes, newUser })).toBeNull();
    const { model, basis } = made('regression', blocks);
    const folded = foldInUser(model.embeddings, [{ item: 2, weight: 1 }]);
    const { parts, rest } = splitOf(model, basis, { tastes, newUser: folded })!(4);
    const score = folded.embedding.reduce(
      (sum, value, j) => sum + value * model.embeddings.itemEmbeddings[4 * folded.embedding.length + j]!,
      0,
    );
    expect(parts.reduce((sum, { amount }) => sum + amount, rest)).toBeCloseTo(score, 6);
  });
});

describe('explainTastes', () => {
  const first: Taste[] = [{ kind: 'user', index: 0, weight: 1 }];
  const why = ({ model, basis }: Made, tastes: Taste[], item: number) => explainTastes(model, basis, { tastes })(item);

  it('lists at most three parts, the largest first, and none that is near zero', () => {
    fc.assert(
      fc.property(someValues, (values) => {
        for (const method of ['regression', 'ials'] as const) {
          const version = made(method, values);
          const parts = why(version, first, 7).filter(({ kind }) => ['user', 'column', 'like'].includes(kind));
          const sizes = parts.map(({ amount }) => Math.abs(amount));
          expect(sizes.length).toBeLessThanOrEqual(3);
          expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
          for (const size of sizes) expect(size).toBeGreaterThanOrEqual(Math.max(1e-6, 0.1 * sizes[0]!));
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each<MethodName>(['ials', 'softmax', 'neighbours', 'names'])('names only liked items by %s', (method) => {
    const values = blocks.map((row, user) => row.map((value, item) => (user === 0 && item === 2 ? -1 : value)));
    const reasons = why(made(method, values), first, 0);
    for (const { kind, name } of reasons) {
      expect(['like', 'near']).toContain(kind);
      expect(values[0]![Number(name.slice(1))]).toBe(1);
    }
    if (method !== 'names') expect(reasons).not.toEqual([]);
  });

  it('says nothing of likes that it does not know', () => {
    const { model, basis } = made('softmax', blocks);
    expect(explainTastes(model, { ...basis, knowsLikes: false }, { tastes: first })(0)).toEqual([]);
  });

  it('says how many like a popular item, and how many rows it has where nothing is asked', () => {
    const version = made('popularity', blocks);
    expect(why(version, first, 0)).toEqual([{ kind: 'popular', name: 'users', amount: 3 }]);
    expect(why(version, [], 7)).toEqual([{ kind: 'popular', name: 'rows', amount: 7 }]);
  });

  it('leaves out columns that a version does not name', () => {
    const { model, basis } = made('regression', blocks);
    expect(basis.columns).toEqual(['energy', 'valence']);
    const configuration = configurationOf('regression');
    expect(reasonBasis(model, { configuration }).columns).toEqual(['energy', 'valence']);
    const other = reasonBasis(model, { configuration: { ...configuration, itemFeatures: ['energy'] } });
    expect(other.columns).toBeNull();
    expect(explainTastes(model, other, { tastes: first })(0).map(({ kind }) => kind)).not.toContain('column');
  });
});

describe('soundColumns', () => {
  it.each([
    [
      ['energy', 'popularity', 'Loudness (dB)'],
      [0, 2],
    ],
    [['energy', 'budget', 'year'], []],
    [[], []],
  ])('of %j are %j', (columns, heard) => {
    expect(soundColumns(columns)).toEqual(heard);
  });
});

describe('reasonWords', () => {
  const basis = { userColumn: 'genre', columns: ['energy', 'valence'] };

  it.each<[Parameters<typeof reasonWords>[0], object, string | null]>([
    [[], {}, null],
    [
      [
        { kind: 'user', name: 'Dance', amount: 0.9 },
        { kind: 'column', name: 'valence', amount: 0.301, level: 'high' },
        { kind: 'user', name: 'Opera', amount: -0.2 },
        { kind: 'described', name: 'Wale', amount: 0.8 },
        { kind: 'described', name: 'Kiana Ledé', amount: 0.7 },
      ],
      {},
      'also in Dance +0.90; high valence +0.30; sounds like Wale, Kiana Ledé; against it: Opera −0.20',
    ],
    [[{ kind: 'described', name: 'Heat', amount: 0.8 }], { columns: ['budget'] }, 'described like Heat'],
    [[{ kind: 'user', name: '17', amount: 0.1 }], { userColumn: 'user_id' }, 'also liked by 17 +0.10'],
    [[{ kind: 'like', name: 'Alien', amount: 0.031 }], {}, 'liked together with Alien +0.03'],
    [[{ kind: 'near', name: 'Alien', amount: 0.9 }], { method: 'softmax' }, 'liked together with Alien'],
    [[{ kind: 'near', name: 'Alien', amount: 0.9 }], {}, 'similar to Alien'],
    [[{ kind: 'popular', name: 'rows', amount: 120 }], {}, 'popular: 120 rows'],
    [[{ kind: 'popular', name: 'users', amount: 1 }], {}, 'popular: 1 user'],
  ])('says %j as %j', (reasons, changes, sentence) => {
    expect(reasonWords(reasons, { ...basis, ...changes })).toBe(sentence);
  });
});
