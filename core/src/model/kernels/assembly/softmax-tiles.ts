import { softmax } from './memory';

/*
 * The bulk of the softmax objective: scores of items, and what items and users push each other. Both go by tiles of items, a
 * tile for all users of a block, and by two users: a row of an item is loaded once for both.
 */

/** Bytes of the items' rows of a tile: they and their gradients stay in the first cache. */
const TILE: usize = 8192;

/** Rows of items in a tile, a multiple of four. */
export function tileRows(): i32 {
  return max(4, (<i32>(TILE / softmax.stride)) & ~3);
}

/** The scores of a tile's items, from the row `first`, for users a and b. */
export function scoreTile(first: i32, a: usize, b: usize, items: usize, scoresA: usize, scoresB: usize): void {
  const stride = softmax.stride;
  const end = min(first + tileRows(), softmax.itemRows);
  let row = items + <usize>first * stride;
  for (let i = first; i < end; i += 4) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    const row1 = row + stride;
    const row2 = row1 + stride;
    const row3 = row2 + stride;
    for (let j: usize = 0; j < stride; j += 16) {
      const x = v128.load(a + j);
      const y = v128.load(b + j);
      const i0 = v128.load(row + j);
      a0 = f32x4.add(a0, f32x4.mul(x, i0));
      b0 = f32x4.add(b0, f32x4.mul(y, i0));
      const i1 = v128.load(row1 + j);
      a1 = f32x4.add(a1, f32x4.mul(x, i1));
      b1 = f32x4.add(b1, f32x4.mul(y, i1));
      const i2 = v128.load(row2 + j);
      a2 = f32x4.add(a2, f32x4.mul(x, i2));
      b2 = f32x4.add(b2, f32x4.mul(y, i2));
      const i3 = v128.load(row3 + j);
      a3 = f32x4.add(a3, f32x4.mul(x, i3));
      b3 = f32x4.add(b3, f32x4.mul(y, i3));
    }
    v128.store(scoresA + ((<usize>i) << 2), sumsOf(a0, a1, a2, a3));
    v128.store(scoresB + ((<usize>i) << 2), sumsOf(b0, b1, b2, b3));
    row = row3 + stride;
  }
}

/** The sums of the lanes of four vectors: lane 0 + lane 2, lane 1 + lane 3, and both. */
function sumsOf(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Adds what a tile's items and two users push each other to the gradients of both; the second user's pushes are `next` bytes on. */
export function addTile(
  first: i32,
  pushes: usize,
  next: usize,
  userA: usize,
  userB: usize,
  items: usize,
  gradientA: usize,
  gradientB: usize,
  itemGradients: usize,
): void {
  const stride = softmax.stride;
  const start = <usize>first * stride;
  const end = <usize>min(first + tileRows(), softmax.itemRows) * stride;
  // Eight components at a time, of all items: their sums stay in registers.
  for (let j: usize = 0; j < stride; j += 32) {
    const a0 = v128.load(userA + j);
    const a1 = v128.load(userA + j, 16);
    const b0 = v128.load(userB + j);
    const b1 = v128.load(userB + j, 16);
    let sumA0 = v128.load(gradientA + j);
    let sumA1 = v128.load(gradientA + j, 16);
    let sumB0 = v128.load(gradientB + j);
    let sumB1 = v128.load(gradientB + j, 16);
    let at = pushes + ((<usize>first) << 2);
    for (let row = start + j; row < end; row += stride) {
      const pushA = v128.load32_splat(at);
      const pushB = v128.load32_splat(at + next);
      at += 4;
      const item = items + row;
      const out = itemGradients + row;
      const i0 = v128.load(item);
      sumA0 = f32x4.add(sumA0, f32x4.mul(pushA, i0));
      sumB0 = f32x4.add(sumB0, f32x4.mul(pushB, i0));
      const i1 = v128.load(item, 16);
      sumA1 = f32x4.add(sumA1, f32x4.mul(pushA, i1));
      sumB1 = f32x4.add(sumB1, f32x4.mul(pushB, i1));
      const o0 = f32x4.add(v128.load(out), f32x4.mul(pushA, a0));
      v128.store(out, f32x4.add(o0, f32x4.mul(pushB, b0)));
      const o1 = f32x4.add(v128.load(out, 16), f32x4.mul(pushA, a1));
      v128.store(out, f32x4.add(o1, f32x4.mul(pushB, b1)), 16);
    }
    v128.store(gradientA + j, sumA0);
    v128.store(gradientA + j, sumA1, 16);
    v128.store(gradientB + j, sumB0);
    v128.store(gradientB + j, sumB1, 16);
  }
}
