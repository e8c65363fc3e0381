import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { scorerOfAll } from '@segue/core/model/answers/scorer-of-all';
import type { Embeddings } from '@segue/core/model/state';
import { seeded } from '../support/seeded.js';

const someModel = fc
  .record({ users: fc.integer({ min: 1, max: 3 }), items: fc.integer({ min: 1, max: 70 }), d: fc.nat(9) })
  .chain(({ users, items, d }) => {
    const floats = (length: number) =>
      fc.float32Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });
    return fc.record<Embeddings>({
      noComponents: fc.constant(d),
      itemEmbeddings: floats(items * d),
      itemBiases: floats(items),
      userEmbeddings: floats(users * d),
      userBiases: floats(users),
    });
  });

it('the compiled kernel gives the scores of the plain one, bit for bit', () => {
  fc.assert(
    fc.property(someModel, (model) => {
      const [compiled, plain] = [scorerOfAll(model, 'wasm'), modelScorer(model)];
      for (let user = 0; user < model.userBiases.length; user++) expect(compiled(user).slice()).toEqual(plain(user));
    }),
    seeded(100),
  );
});

it('a large model is compiled by itself', () => {
  const [users, items, d] = [1000, 400, 10];
  const model: Embeddings = {
    noComponents: d,
    itemEmbeddings: new Float32Array(items * d).fill(0.5),
    itemBiases: new Float32Array(items),
    userEmbeddings: new Float32Array(users * d).fill(2),
    userBiases: new Float32Array(users),
  };
  const score = scorerOfAll(model);
  // Only the compiled kernel reuses its array.
  expect(score(0)).toBe(score(1));
  expect(score(1)).toEqual(new Float32Array(items).fill(d));
});
