import type { PublishedModel } from '@segue/core/contract/published-model';

/**
 * Two genres along two axes; two artists along each axis and one in between. The first artist of each axis is known.
 */
export const smallModel: PublishedModel = {
  users: ['Jazz', 'Metal'],
  items: ['Nina Simone', 'Chet Baker', 'Metallica', 'Slayer', 'Both'],
  embeddings: {
    noComponents: 2,
    itemEmbeddings: Float32Array.of(1, 0, 0.9, 0, 0, 1, 0, 0.9, 0.5, 0.5),
    itemBiases: Float32Array.of(0, 0.05, 0, 0, 0.2),
    userEmbeddings: Float32Array.of(1, 0, 0, 1),
    userBiases: Float32Array.of(-2, 0),
  },
  known: { indptr: Int32Array.of(0, 1, 2), indices: Int32Array.of(0, 2) },
  popularity: Float32Array.of(5, 9, 9, 1, 2),
};
