import { chooseKernel, type KernelName } from '@segue/core/model/kernels/choice';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import { lossNames } from '@segue/core/model/losses/losses';
import { defaultHyperparameters } from '@segue/core/model/parameters';
import { interactionMatrix, type Csr } from '@segue/core/model/sparse';
import { tasteInteractions } from '../model/taste-data.js';

const data = interactionMatrix(tasteInteractions(60, 90, 4));

/** Each item's own feature and one it shares with every fourth. */
const itemFeatures: Csr = {
  format: 'csr',
  rows: 90,
  cols: 94,
  indptr: Int32Array.from({ length: 91 }, (_, row) => 2 * row),
  indices: Int32Array.from({ length: 180 }, (_, i) => (i % 2 === 0 ? i / 2 : 90 + (((i - 1) / 2) % 4))),
  data: new Float32Array(180).fill(0.5),
};

/** A digest of the model of each kernel and loss: plain, with penalties, hybrid. */
export function kernelDigests(): string[] {
  const digests: string[] = [];
  for (const name of ['fast', 'exact', 'reference'] as KernelName[]) {
    for (const loss of lossNames()) {
      for (const [alpha, features] of [
        [0, undefined],
        [1e-4, undefined],
        [0, itemFeatures],
      ] as const) {
        // prettier-ignore
        const options = { ...defaultHyperparameters, loss, itemAlpha: alpha, userAlpha: alpha, noComponents: 9 };
        const model = new LightFm(options, chooseKernel(name, options).kernel);
        model.fit(data, { epochs: 5, itemFeatures: features });
        const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model.embeddings;
        digests.push([itemEmbeddings, itemBiases, userEmbeddings, userBiases].map(digest).join(' '));
      }
    }
  }
  return digests;
}

/** FNV-1a over the bytes: no library, the same in every engine. */
function digest({ buffer, byteOffset, byteLength }: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}
