/*
 * All items' scores for one user, bit for bit those of answers/recommend.ts: biases first, then product by product in float32.
 * Items stand in tiles of 32, component by component, so that each waits for its own last addition but not for the others'.
 */

/** Bytes of a tile's row: one component, or the biases, of 32 items. */
const ROW: usize = 128;

/** `end` is where the scores end; they begin with a tile's first, as `biases` and `tiles` do. */
export function scoreItems(
  scores: usize,
  end: usize,
  biases: usize,
  tiles: usize,
  own: usize,
  d: i32,
  bias: f32,
): void {
  const ownEnd = own + ((<usize>d) << 2);
  const biasOfUser = f32x4.splat(bias);
  while (scores < end) {
    let s0 = f32x4.add(biasOfUser, v128.load(biases));
    let s1 = f32x4.add(biasOfUser, v128.load(biases, 16));
    let s2 = f32x4.add(biasOfUser, v128.load(biases, 32));
    let s3 = f32x4.add(biasOfUser, v128.load(biases, 48));
    let s4 = f32x4.add(biasOfUser, v128.load(biases, 64));
    let s5 = f32x4.add(biasOfUser, v128.load(biases, 80));
    let s6 = f32x4.add(biasOfUser, v128.load(biases, 96));
    let s7 = f32x4.add(biasOfUser, v128.load(biases, 112));
    for (let at = own; at < ownEnd; at += 4) {
      const component = v128.load32_splat(at);
      s0 = f32x4.add(s0, f32x4.mul(component, v128.load(tiles)));
      s1 = f32x4.add(s1, f32x4.mul(component, v128.load(tiles, 16)));
      s2 = f32x4.add(s2, f32x4.mul(component, v128.load(tiles, 32)));
      s3 = f32x4.add(s3, f32x4.mul(component, v128.load(tiles, 48)));
      s4 = f32x4.add(s4, f32x4.mul(component, v128.load(tiles, 64)));
      s5 = f32x4.add(s5, f32x4.mul(component, v128.load(tiles, 80)));
      s6 = f32x4.add(s6, f32x4.mul(component, v128.load(tiles, 96)));
      s7 = f32x4.add(s7, f32x4.mul(component, v128.load(tiles, 112)));
      tiles += ROW;
    }
    v128.store(scores, s0);
    v128.store(scores, s1, 16);
    v128.store(scores, s2, 32);
    v128.store(scores, s3, 48);
    v128.store(scores, s4, 64);
    v128.store(scores, s5, 80);
    v128.store(scores, s6, 96);
    v128.store(scores, s7, 112);
    scores += ROW;
    biases += ROW;
  }
}
