import { describe, expect, it } from '@jest/globals';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { indexNames } from '@segue/core/versions/answering/names';
import { recommendForUser, recommendSimilar } from '@segue/functions/pipeline/answers/answer';
import type { LoadedModel } from '@segue/functions/pipeline/answers/load-model';

const users = Array.from({ length: 12 }, (_, user) => `Genre ${user}`);
const published = { users, items: ['Sade', 'Prince'] } as unknown as PublishedModel;
const loaded = { published, names: indexNames(published) } as LoadedModel;
const ask = (user: string) => () => recommendForUser(loaded, { user, count: 1, known: 'exclude', fallback: 'none' });

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
