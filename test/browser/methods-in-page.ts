import { sha256 } from '@segue/hosting/verify/sha256';
import { fitIals } from '@segue/core/model/methods/ials';
import type { Embeddings } from '@segue/core/model/state';
import { finishFit } from '../model/methods/fits.js';
import { fit, randomInput } from '../model/methods/softmax-cases.js';

type KernelName = 'wasm' | 'plain';

/** How each method that has a compiled kernel fits random data. */
const fits = {
  softmax: (users: number, items: number, noComponents: number, kernel?: KernelName) =>
    fit(randomInput(users, items, 1), { noComponents, seed: users, ...(kernel && { kernel }) }).model,
  ials: (users: number, items: number, noComponents: number, kernel?: KernelName) =>
    finishFit(fitIals(randomInput(users, items, 1), { noComponents, ...(kernel && { kernel }) })),
};

export type FittedMethod = keyof typeof fits;

/** The digest of the numbers of a few fits, by the kernel that this engine takes by itself and by the plain one. */
export async function digestsOf(method: FittedMethod): Promise<string[]> {
  const digests: string[] = [];
  for (const kernel of [undefined, 'plain'] as const) {
    for (const [users, items, noComponents] of [
      [7, 40, 5],
      [24, 150, 30],
      [3, 9, 16],
    ] as const) {
      digests.push(await digestOf(fits[method](users, items, noComponents, kernel)));
    }
  }
  return digests;
}

function digestOf({ userEmbeddings, itemEmbeddings, itemBiases }: Embeddings): Promise<string> {
  const numbers = Float32Array.of(...userEmbeddings, ...itemEmbeddings, ...itemBiases);
  return sha256([new Uint8Array(numbers.buffer)]);
}
