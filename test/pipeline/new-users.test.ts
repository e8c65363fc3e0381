import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeModel } from '@segue/core/contract/published-model';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { parseStored } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import type { MethodName } from '@segue/core/model/methods/recipe';
import type { Liking } from '@segue/core/model/answers/fold-in';
import { foldInByTerms } from '@segue/core/model/methods/fold-in/fold-in-by-terms';
import { scoreForNewUser } from '@segue/core/versions/answering/new-user';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { seeded } from '../support/seeded.js';
import { currentVersion, simulateProject } from '../support/simulated-project.js';

const owner = { uid: 'lea', name: 'Lea' };
const [USERS, ITEMS] = [14, 12];

/** Stars from 1 to 5 by user and item, 0 for no row; each user gives the first item 5, and one item 1. */
type Stars = readonly (readonly number[])[];

const someStars = fc.array(
  fc.array(fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 5), { minLength: ITEMS, maxLength: ITEMS }).map((row) => [5, 1, ...row.slice(2)]), // prettier-ignore
  { minLength: USERS, maxLength: USERS },
);

const nameOf = (letter: string, at: number) => letter + String(at).padStart(2, '0');

/** The model that a project trains by a method on stars of four or more, read back from its database. */
async function publish(stars: Stars, method: MethodName) {
  const { context, tree, settle } = simulateProject();
  const rows = stars.flatMap((row, user) =>
    row.flatMap((star, item) => (star === 0 ? [] : [`${nameOf('u', user)},${nameOf('i', item)},${star}`])),
  );
  const file = new TextEncoder().encode(['user,item,rating', ...rows].join('\n'));
  const dataset = await createDataset(context, owner, { fileName: 'stars.csv', visibility: 'public' }, file);
  await settle();
  const body = { dataset, user: 'user', item: 'item', rating: 'rating', threshold: 4, model: method };
  const { key } = await defineModel(context, owner.uid, 'stars', toConfiguration(modelDefinition.parse(body)));
  await settle();
  const stored: unknown = JSON.parse(JSON.stringify(await currentVersion(tree, key)));
  const record = parseStored(paths.version(key, 'v'), stored);
  return decodeModel(record!);
}

/** A user's rows as likings: of five or four stars as likes, of two or one as dislikes, and three stars as neither. */
const likingsOf = (row: readonly number[]): Liking[] =>
  row.flatMap((star, item) => (star === 0 ? [] : [{ item, weight: star >= 4 ? 1 : star === 3 ? 0 : -1 }]));

describe('a new user with the rows of a trained one', () => {
  it.each([
    ['ials', 1e-5],
    ['softmax', 2e-2],
  ] as const)('gets its row from a published model: %s', async (method, tolerance) => {
    await fc.assert(
      fc.asyncProperty(someStars, async (stars) => {
        const { embeddings, foldIn, users } = await publish(stars, method);
        expect([foldIn?.method, users.length]).toEqual([method, USERS]);
        const { noComponents: d, userEmbeddings } = embeddings;
        stars.forEach((row, user) => {
          const own = userEmbeddings.subarray(user * d, (user + 1) * d);
          const { embedding } = foldInByTerms(embeddings, likingsOf(row), foldIn ?? null);
          const distance = Math.hypot(...own.map((x, j) => x - embedding[j]!));
          expect(distance).toBeLessThan(tolerance * Math.max(1, Math.hypot(...own)));
        });
      }),
      seeded(5),
    );
  });
});

describe('a published version', () => {
  const stars = Array.from({ length: USERS }, (_, user) =>
    Array.from({ length: ITEMS }, (_, item) => (item === 0 ? 5 : item === 1 ? 1 : (user * 7 + item * 5) % 6)),
  );

  it.each(['regression', 'neighbours'] as const)('has the terms of %s', async (method) => {
    expect((await publish(stars, method)).foldIn).toMatchObject({ method });
  });

  it.each(['names', 'popularity'] as const)('has no terms of %s', async (method) => {
    expect(await publish(stars, method)).not.toHaveProperty('foldIn');
  });

  it('counts who likes an item, not who rated it', async () => {
    const model = await publish(stars, 'popularity');
    expect([...model.likers!.slice(0, 2)]).toEqual([USERS, 0]);
    expect([...model.popularity.slice(0, 2)]).toEqual([USERS, USERS]);
    const { popular } = scoreForNewUser(model, [{ item: 0, weight: 1 }]);
    expect(popular[1]).toBe(Math.min(...popular));
  });
});
