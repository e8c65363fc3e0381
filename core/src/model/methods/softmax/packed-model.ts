import { packInto, unpackFrom, type PackedLayout } from '../../kernels/wasm/row-packing.js';
import type { Embeddings } from '../../state.js';
import type { SoftmaxData } from './softmax-data.js';

/** All parameters as one vector of float32: a row for each user, then one for each item, then rows of zeros. */
export interface PackedModel {
  readonly d: number;
  /** Numbers in a row, a multiple of 16: d components, an item's bias or a user's 1, zeros. */
  readonly width: number;
  readonly userRows: number;
  /** A multiple of 4. */
  readonly itemRows: number;
  /** Where the rows of items begin. */
  readonly itemsAt: number;
  readonly length: number;
}

/** The layout for these data and d components. */
export function packedModel({ users, items }: Pick<SoftmaxData, 'users' | 'items'>, d: number): PackedModel {
  const width = 16 * Math.ceil((d + 1) / 16);
  const itemRows = 4 * Math.ceil(items / 4);
  return { d, width, userRows: users, itemRows, itemsAt: users * width, length: (users + itemRows) * width };
}

/** Copies embeddings into a vector of zeros, and puts the users' 1 in its place. Biases of users have no place. */
export function pack(model: PackedModel, to: Float32Array, from: Embeddings): void {
  const [layout, zeros] = [layoutOf(model), new Float32Array(from.userBiases.length)];
  packInto(to, layout, from.userEmbeddings, zeros.fill(1));
  packInto(to.subarray(model.itemsAt), layout, from.itemEmbeddings, from.itemBiases);
}

/** The inverse of `pack`; biases of users are 0. */
export function unpack(model: PackedModel, from: Float32Array, users: number, items: number): Embeddings {
  const { d: noComponents } = model;
  const embeddings: Embeddings = {
    noComponents,
    itemEmbeddings: new Float32Array(items * noComponents),
    itemBiases: new Float32Array(items),
    userEmbeddings: new Float32Array(users * noComponents),
    userBiases: new Float32Array(users),
  };
  const layout = layoutOf(model);
  unpackFrom(from, layout, embeddings.userEmbeddings, embeddings.userBiases);
  embeddings.userBiases.fill(0);
  unpackFrom(from.subarray(model.itemsAt), layout, embeddings.itemEmbeddings, embeddings.itemBiases);
  return embeddings;
}

function layoutOf({ d, width }: PackedModel): PackedLayout {
  return { width, d, biasSlot: d, spareGradient: 0 };
}
