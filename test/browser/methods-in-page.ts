import { sha256 } from '@segue/hosting/verify/sha256';
import { fit, randomInput } from '../model/methods/softmax-cases.js';

/** The digest of the numbers of a few softmax fits, by the kernel that this engine takes by itself and by the plain one. */
export async function softmaxDigests(): Promise<string[]> {
  const digests: string[] = [];
  for (const kernel of [undefined, 'plain'] as const) {
    for (const [users, items, noComponents] of [
      [7, 40, 5],
      [24, 150, 30],
      [3, 9, 16],
    ] as const) {
      const options = { noComponents, seed: users, ...(kernel && { kernel }) };
      const { userEmbeddings, itemEmbeddings, itemBiases } = fit(randomInput(users, items, 1), options).model;
      const numbers = Float32Array.of(...userEmbeddings, ...itemEmbeddings, ...itemBiases);
      digests.push(await sha256([new Uint8Array(numbers.buffer)]));
    }
  }
  return digests;
}
