import type { Scorer } from '../evaluation/evaluate.js';
import { copyIn, MemoryPlan } from '../kernels/wasm/memory-plan.js';
import { createMemory, instantiate, isWasmAvailable } from '../kernels/wasm/platform.js';
import type { Embeddings } from '../state.js';
import { modelScorer } from './recommend.js';

/** What computes the scores: compiled to WebAssembly, or plain TypeScript. Both give the same bits. */
export type ScorerKernel = 'wasm' | 'plain';

/** Items that are scored together. */
const TILE = 32;
/** From so many products on, it pays to lay the items out for the compiled kernel. */
const enoughProducts = 2_000_000;
/** The most bytes of items that are laid out a second time. */
const mostBytes = 64 * 1024 * 1024;

/** `modelScorer` for those who ask for most users: the same scores, in an array that the next call reuses. */
export function scorerOfAll(model: Embeddings, kernel: ScorerKernel = kernelFor(model)): Scorer {
  return kernel === 'wasm' ? compiledScorer(model) : modelScorer(model);
}

function kernelFor({ itemEmbeddings, userBiases }: Embeddings): ScorerKernel {
  const isWorthIt = itemEmbeddings.length * userBiases.length >= enoughProducts;
  return isWorthIt && itemEmbeddings.byteLength <= mostBytes && isWasmAvailable() ? 'wasm' : 'plain';
}

/** The kernel of kernels/assembly/scores.ts; scores, biases and components all lie in one linear memory. */
function compiledScorer(model: Embeddings): Scorer {
  const { noComponents: d, itemBiases, userEmbeddings, userBiases } = model;
  const items = itemBiases.length;
  const padded = Math.ceil(items / TILE) * TILE;
  const plan = new MemoryPlan();
  const [scores, biases] = [plan.reserve(4 * padded), plan.reserve(4 * padded)];
  const [tiles, own] = [plan.reserve(4 * padded * d), plan.reserve(4 * d)];
  const memory = createMemory(plan.end);
  const { buffer } = memory;
  copyIn(buffer, biases, itemBiases);
  fillTiles(new Float32Array(buffer, tiles, padded * d), model);
  const { scoreItems } = instantiate(memory, noLoss);
  const found = new Float32Array(buffer, scores, items);
  const end = scores + 4 * padded;
  return (user) => {
    copyIn(buffer, own, userEmbeddings.subarray(user * d, (user + 1) * d));
    scoreItems(scores, end, biases, tiles, own, d, userBiases[user]!);
    return found;
  };
}

/** Tile by tile, the components of its items one after the other. */
function fillTiles(tiles: Float32Array, { noComponents: d, itemEmbeddings, itemBiases }: Embeddings): void {
  for (let item = 0; item < itemBiases.length; item++) {
    const place = item % TILE;
    const first = (item - place) * d + place;
    for (let j = 0; j < d; j++) tiles[first + j * TILE] = itemEmbeddings[item * d + j]!;
  }
}

/** Losses of violations are WARP's. */
function noLoss(): never {
  throw new Error('scores have no violations');
}
