/*
 * Symmetric, positive definite systems of float64, by tiles of four rows and four columns, whose sums stay in registers. Of a
 * matrix only the upper triangle counts, in whole tiles; its column d is the right side. `stride` is the bytes of a row, a
 * multiple of 32.
 */

/** Bytes of a tile's row. */
const TILE: usize = 32;

/** Methods, because only those can be inlined by the compiler, which leaves out what `subtract` rules out. */
class Tile {
  /** Adds Σ l rᵀ to a tile, or subtracts it: l and r are tiles' rows that lie `stride` bytes apart. */
  @inline
  static add(tile: usize, left: usize, right: usize, count: i32, stride: usize, subtract: bool): void {
    const row1 = tile + stride;
    const row2 = row1 + stride;
    const row3 = row2 + stride;
    let a0 = v128.load(tile);
    let b0 = v128.load(tile, 16);
    let a1 = v128.load(row1);
    let b1 = v128.load(row1, 16);
    let a2 = v128.load(row2);
    let b2 = v128.load(row2, 16);
    let a3 = v128.load(row3);
    let b3 = v128.load(row3, 16);
    const end = left + <usize>count * stride;
    while (left < end) {
      const ra = v128.load(right);
      const rb = v128.load(right, 16);
      const l0 = v128.load64_splat(left);
      a0 = Tile.plus(a0, f64x2.mul(l0, ra), subtract);
      b0 = Tile.plus(b0, f64x2.mul(l0, rb), subtract);
      const l1 = v128.load64_splat(left, 8);
      a1 = Tile.plus(a1, f64x2.mul(l1, ra), subtract);
      b1 = Tile.plus(b1, f64x2.mul(l1, rb), subtract);
      const l2 = v128.load64_splat(left, 16);
      a2 = Tile.plus(a2, f64x2.mul(l2, ra), subtract);
      b2 = Tile.plus(b2, f64x2.mul(l2, rb), subtract);
      const l3 = v128.load64_splat(left, 24);
      a3 = Tile.plus(a3, f64x2.mul(l3, ra), subtract);
      b3 = Tile.plus(b3, f64x2.mul(l3, rb), subtract);
      left += stride;
      right += stride;
    }
    v128.store(tile, a0);
    v128.store(tile, b0, 16);
    v128.store(row1, a1);
    v128.store(row1, b1, 16);
    v128.store(row2, a2);
    v128.store(row2, b2, 16);
    v128.store(row3, a3);
    v128.store(row3, b3, 16);
  }

  @inline
  private static plus(sum: v128, product: v128, subtract: bool): v128 {
    return subtract ? f64x2.sub(sum, product) : f64x2.add(sum, product);
  }
}

/** Adds Σ l rᵀ over `count` rows l and r, one after another each, to rows 0 … d − 1. */
export function addGram(matrix: usize, lefts: usize, rights: usize, count: i32, d: i32, stride: usize): void {
  const end = (<usize>d) << 3;
  for (let i: usize = 0; i < end; i += TILE) {
    const rows = matrix + (i >> 3) * stride;
    for (let j = i; j < stride; j += TILE) Tile.add(rows + j, lefts + i, rights + j, count, stride, false);
  }
}

/** Cholesky: A = Uᵀ U. The diagonal of U is replaced by its inverse, and the right side b by U⁻ᵀ b. */
export function factorise(matrix: usize, d: i32, stride: usize): void {
  const end = (<usize>d) << 3;
  for (let i: usize = 0; i < end; i += TILE) {
    const above = <i32>(i >> 3);
    const rows = matrix + (i >> 3) * stride;
    for (let j = i; j < stride; j += TILE) Tile.add(rows + j, matrix + i, matrix + j, above, stride, true);
    factoriseTile(rows + i, min(4, d - above), stride);
    // Where fewer than four rows are left, no tile is.
    for (let j = i + TILE; j < stride; j += TILE) solveTile(rows + i, rows + j, stride);
  }
}

/** Solves U x = b for what `factorise` left; x is as long as a row, and 0 from place d. */
export function substitute(matrix: usize, x: usize, d: i32, stride: usize): void {
  for (let first = (d - 1) & ~3; first >= 0; first -= 4) {
    const row = matrix + <usize>first * stride;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let j = ((<usize>first) << 3) + TILE; j < stride; j += 16) {
      const values = v128.load(x + j);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(row + j), values));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(row + stride + j), values));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(row + 2 * stride + j), values));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(row + 3 * stride + j), values));
    }
    substituteRow(matrix, x, first + 3, d, stride, s3);
    substituteRow(matrix, x, first + 2, d, stride, s2);
    substituteRow(matrix, x, first + 1, d, stride, s1);
    substituteRow(matrix, x, first, d, stride, s0);
  }
}

/** Solves for x at place i; `sums` are those of the tiles to the right of its own. */
function substituteRow(matrix: usize, x: usize, i: i32, d: i32, stride: usize, sums: v128): void {
  if (i >= d) return;
  const row = matrix + <usize>i * stride;
  let value = load<f64>(row + ((<usize>d) << 3)) - (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
  const end = min((i & ~3) + 4, d);
  for (let j = i + 1; j < end; j++) value -= load<f64>(row + ((<usize>j) << 3)) * load<f64>(x + ((<usize>j) << 3));
  store<f64>(x + ((<usize>i) << 3), value * load<f64>(row + ((<usize>i) << 3)));
}

/** The first `rows` rows of a tile on the diagonal. */
function factoriseTile(tile: usize, rows: i32, stride: usize): void {
  for (let k = 0; k < rows; k++) {
    const row = tile + <usize>k * stride;
    const diagonal = row + ((<usize>k) << 3);
    const pivot = 1 / sqrt(load<f64>(diagonal));
    store<f64>(diagonal, pivot);
    for (let j: usize = diagonal + 8; j < row + TILE; j += 8) store<f64>(j, load<f64>(j) * pivot);
    for (let i = k + 1; i < rows; i++) {
      const factor = load<f64>(row + ((<usize>i) << 3));
      for (let j = (<usize>i) << 3; j < TILE; j += 8) {
        const at = tile + <usize>i * stride + j;
        store<f64>(at, load<f64>(at) - factor * load<f64>(row + j));
      }
    }
  }
}

/** The rows of a tile to the right of one on the diagonal. */
function solveTile(diagonal: usize, tile: usize, stride: usize): void {
  for (let j: usize = 0; j < TILE; j += 16) {
    const column = tile + j;
    const r0 = f64x2.mul(v128.load(column), v128.load64_splat(diagonal));
    let r1 = f64x2.sub(v128.load(column + stride), f64x2.mul(v128.load64_splat(diagonal, 8), r0));
    let r2 = f64x2.sub(v128.load(column + 2 * stride), f64x2.mul(v128.load64_splat(diagonal, 16), r0));
    let r3 = f64x2.sub(v128.load(column + 3 * stride), f64x2.mul(v128.load64_splat(diagonal, 24), r0));
    const second = diagonal + stride;
    r1 = f64x2.mul(r1, v128.load64_splat(second, 8));
    r2 = f64x2.sub(r2, f64x2.mul(v128.load64_splat(second, 16), r1));
    r3 = f64x2.sub(r3, f64x2.mul(v128.load64_splat(second, 24), r1));
    const third = second + stride;
    r2 = f64x2.mul(r2, v128.load64_splat(third, 16));
    r3 = f64x2.sub(r3, f64x2.mul(v128.load64_splat(third, 24), r2));
    r3 = f64x2.mul(r3, v128.load64_splat(third + stride, 24));
    v128.store(column, r0);
    v128.store(column + stride, r1);
    v128.store(column + 2 * stride, r2);
    v128.store(column + 3 * stride, r3);
  }
}
