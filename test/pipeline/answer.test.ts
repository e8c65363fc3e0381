import { describe, expect, it } from '@jest/globals';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { indexNames } from '@segue/core/versions/answering/names';
import {
  recommendForNewUser,
  recommendForTastes,
  recommendForUser,
  recommendSimilar,
} from '@segue/functions/pipeline/answers/answer';
import type { LoadedModel } from '@segue/functions/pipeline/answers/load-model';
import { smallModel } from '../support/small-model.js';

const users = Array.from({ length: 12 }, (_, user) => `Genre ${user}`);
const published = { users, items: ['Sade', 'Prince'] } as unknown as PublishedModel;
const basis: LoadedModel['basis'] = {
  userColumn: 'genre',
  columns: null,
  tags: [],
  describes: false,
  knowsLikes: true,
};
const loaded = { published, names: indexNames(published), basis } as LoadedModel;
const ask = (user: string) => () => recommendForUser(loaded, { user, count: 1, known: 'exclude', fallback: 'none' });

describe('a listed name that the model does not have', () => {
  it('is named in the answer and changes nothing else', () => {
    const model = { ...loaded, published: smallModel, names: indexNames(smallModel) };
    const listed = { allow: ['slayer', 'Both', 'Nobody'], exclude: ['Both', 'No one'], count: 3 };
    const unknownItems = ['Nobody', 'No one'];
    const question = { user: 'Jazz', known: 'exclude', fallback: 'popularity', ...listed } as const;
    const tastes = [{ item: 'Chet Baker', weight: 1 }];
    const answers = [
      recommendForUser(model, question),
      recommendForUser(model, { ...question, user: 'Polka' }),
      recommendForTastes(model, { tastes, known: 'exclude', ...listed }),
      recommendForNewUser(model, { tastes, ...listed }),
      recommendSimilar(model, { item: 'Metallica', ...listed }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ unknownItems, items: [{ rank: 1, item: 'Slayer' }] });
    expect(recommendForUser(model, { ...question, allow: ['Both'], exclude: [] })).not.toHaveProperty('unknownItems');
  });
});

describe('a question why', () => {
  const model = { ...loaded, published: smallModel, names: indexNames(smallModel) };
  const question = { known: 'exclude', count: 2, why: true } as const;
  const popular = { kind: 'popular', name: 'rows', amount: 9 };

  it('is answered for popular items by their rows', () => {
    const { items } = recommendForUser(model, { ...question, user: 'Polka', fallback: 'popularity' });
    expect(items[0]).toMatchObject({ item: 'Chet Baker', reasons: [popular], why: 'popular: 9 rows' });
  });

  it('is answered with the liked items that are near and liked together, and with none where there are none', () => {
    const ask = (both: PublishedModel) =>
      recommendForTastes({ ...model, published: both }, { ...question, tastes: [{ item: 'Nina Simone', weight: 1 }] });
    expect(ask(smallModel).items[0]).toMatchObject({ item: 'Chet Baker', reasons: [] });
    expect(ask(smallModel).items[0]).not.toHaveProperty('why');
    const known = { indptr: Int32Array.of(0, 2, 3), indices: Int32Array.of(0, 1, 2) };
    expect(ask({ ...smallModel, known }).items[0]).toMatchObject({
      reasons: [{ kind: 'near', name: 'Nina Simone', amount: 1 }],
      why: 'similar to Nina Simone',
    });
  });

  it('is answered for a new user', () => {
    const method = 'popularity' as const;
    const tastes = [{ item: 'Slayer', weight: 1 }];
    const { items } = recommendForNewUser({ ...model, basis: { ...basis, method } }, { ...question, tastes });
    expect(items.map(({ why }) => why)).toContain('popular: 1 user');
  });
});

describe('an unknown name', () => {
  it('is answered with the nearest names', () => {
    expect(ask('Gnre 1')).toThrow(/^The model has no user "Gnre 1"\. The nearest names are: Genre 1/);
  });

  it('is answered with what the model knows and what else to ask where nothing is near', () => {
    expect(ask('Zydeco')).toThrow(
      /It has Genre 0, .* and 2 more\. GET …\/recommendations with fallback=popularity answers with popular items\.$/,
    );
    expect(() => recommendSimilar(loaded, { item: 'Zzz', count: 1 })).toThrow(/It has Sade, Prince\.$/);
  });
});
