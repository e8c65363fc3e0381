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
const loaded = { published, names: indexNames(published) } as LoadedModel;
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
