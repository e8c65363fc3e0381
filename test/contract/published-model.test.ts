import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseStored } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import { limits } from '@segue/core/contract/limits';
import { decodeModel, encodeModel, type PublishedModel } from '@segue/core/contract/published-model';
import { fromBase64, fromSlices, toBase64, toSlices } from '@segue/core/contract/slices';
import type { Provenance } from '@segue/core/contract/stored/version';
import { MemoryTree } from '../support/memory-tree.js';
import { seeded } from '../support/seeded.js';
import { smallModel } from '../support/small-model.js';

describe('encodeModel', () => {
  it('comes back from the database as it was', () => {
    const model = {
      users: ['Jazz', "Children's Music"],
      items: ['Céline', 'Ke$ha', 'AC/DC'],
      embeddings: {
        noComponents: 2,
        itemEmbeddings: Float32Array.of(1, -2, 0.5, Math.fround(0.1), 3e-39, 7),
        itemBiases: Float32Array.of(0, 1, 2),
        userEmbeddings: Float32Array.of(1, 2, 3, 4),
        userBiases: Float32Array.of(-1, 1),
      },
      known: { indptr: Int32Array.of(0, 2, 3), indices: Int32Array.of(0, 2, 1) },
      popularity: Float32Array.of(5, 6, 7),
    };
    const stored: unknown = JSON.parse(JSON.stringify(encodeModel(model, {} as Provenance, null)));
    expect(decodeModel(stored as ReturnType<typeof encodeModel>)).toEqual(model);
    const withOpinions = { ...model, known: { ...model.known, weights: Float32Array.of(0.5, -1, 0) } };
    expect(decodeModel(encodeModel(withOpinions, {} as Provenance, null))).toEqual(withOpinions);
  });

  it.each<NonNullable<PublishedModel['foldIn']>>([
    { method: 'softmax', regularisation: 0.3, meanUserWeight: 12.5, meanItemWeight: 3 },
    { method: 'ials', regularisation: 0.015, unobservedWeight: 0.2 },
    { method: 'regression', regularisation: 10, featureScales: [0.5, 0, 2] },
    { method: 'regression', regularisation: 10, featureScales: [] },
    { method: 'neighbours' },
  ])('keeps what new users are solved with: %j', async (foldIn) => {
    const model = { ...smallModel, foldIn, likers: Float32Array.of(1, 0, 1, 0, 0) };
    const stored = new MemoryTree(encodeModel(model, {} as Provenance, null).foldIn);
    const { foldIn: place } = paths.version('m', 'v');
    const read = parseStored(place, await stored.read('')) ?? undefined;
    const record = { ...encodeModel(model, {} as Provenance, null), ...(read && { foldIn: read }) };
    expect(decodeModel(record)).toEqual(model);
  });
});

describe('decodeModel', () => {
  it.each([
    ['users', '{"0":"Jazz"}'],
    ['items', '["Céline",7]'],
    ['items', 'null'],
  ] as const)('refuses %s that are no list of names: %s', (side, text) => {
    const record = { ...encodeModel(smallModel, {} as Provenance, null), [side]: toSlices(text) };
    expect(() => decodeModel(record)).toThrow(
      `The ${side} of the stored version are not a list of names. Train the model again.`,
    );
  });
});

describe('toSlices', () => {
  it('cuts no pair of surrogates and joins to the same text', () => {
    const text = `${'x'.repeat(limits.sliceCharacters - 1)}😀${'y'.repeat(10)}`;
    const slices = toSlices(text);
    expect(slices).toHaveLength(2);
    expect(slices[0]!.endsWith('x')).toBe(true);
    expect(fromSlices(slices)).toBe(text);
    const stored = parseStored(paths.uploadPart('u', 0), Object.fromEntries(slices.entries()));
    expect(fromSlices(stored ?? [])).toBe(text);
  });

  it('has one slice for an empty text', () => expect(toSlices('')).toEqual(['']));
});

describe('toBase64', () => {
  it('is what Buffer makes, and comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20000 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(new Uint8Array(fromBase64(text))).toEqual(Uint8Array.from(bytes));
      }),
      seeded(),
    );
  });
});
