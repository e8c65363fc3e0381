import type { MethodInput } from '../method.js';
import { centred, drawFrom, hashText } from '../../name-hash.js';
import type { Embeddings } from '../../state.js';
import type { SoftmaxData } from './softmax-data.js';

const { sqrt } = Math;

/** Keeps a user's numbers apart from what others draw by the same name and seed. */
const USERS = 2;
/** How much longer a user's row starts than its random row: so that a liked item scores above 0 at once. */
const STRETCH = 4;

/**
 * Where the search starts. Each user has a random row r of its own, by its name and the seed, of mean square length 1;
 * an item starts as the weighted sum of the rows of those who like it, a user as 4 r, biases at 0. A user without a term in
 * the objective starts at its optimum, 0.
 */
export function softmaxStart(input: MethodInput, data: SoftmaxData, d: number, seed: number): Embeddings {
  const { users, items, active, indptr, indices, weights } = data;
  const random = new Float32Array(users * d);
  const size = sqrt(12 / d);
  for (let user = 0; user < users; user++) {
    const hash = drawFrom(drawFrom(seed, USERS), hashText(input.users[user]!));
    for (let j = 0; j < d; j++) random[user * d + j] = centred(drawFrom(hash, j)) * size;
  }
  const itemEmbeddings = new Float32Array(items * d);
  for (let user = 0; user < users; user++) {
    for (let at = indptr[user]!; at < indptr[user + 1]!; at++) {
      const [item, weight] = [indices[at]!, weights[at]!];
      for (let j = 0; j < d; j++) itemEmbeddings[item * d + j]! += weight * random[user * d + j]!;
    }
  }
  const userEmbeddings = new Float32Array(users * d);
  for (const user of active) {
    for (let j = 0; j < d; j++) userEmbeddings[user * d + j] = STRETCH * random[user * d + j]!;
  }
  const [itemBiases, userBiases] = [new Float32Array(items), new Float32Array(users)];
  return { noComponents: d, itemEmbeddings, itemBiases, userEmbeddings, userBiases };
}
