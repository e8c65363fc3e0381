import { ials, IalsSide, int } from './memory';
import { addGram, factorise, substitute } from './symmetric-tiles';

/*
 * Half a sweep of implicit ALS: all rows of one side, given those of the other. A row's system is a matrix whose column d is
 * its right side: rows end with a 1, so that sums of products add up both. methods/ials/plain-kernel.ts has the same operations
 * in the same order.
 */

/** Solves for all rows of a side; returns how much they changed, relative to their length. */
export function ialsSolve(side: IalsSide, facing: IalsSide): f64 {
  sumUnobserved(facing);
  const stride = ials.stride;
  const bytes = (stride >> 3) * stride;
  let moved: f64 = 0;
  let length: f64 = 0;
  for (let x = 0; x < side.count; x++) {
    const penalty = load<f64>(side.penalties + ((<usize>x) << 3));
    if (penalty < 0) continue;
    memory.copy(ials.matrix, ials.unobserved, bytes);
    for (let j = 0; j < ials.d; j++) {
      const at = ials.matrix + <usize>j * (stride + 8);
      store<f64>(at, load<f64>(at) + penalty);
    }
    addObserved(side, facing.rows, int(side.starts, x), int(side.starts, x + 1));
    factorise(ials.matrix, ials.d, stride);
    substitute(ials.matrix, ials.solution, ials.d, stride);
    const row = side.rows + <usize>x * stride;
    const end = (<usize>ials.d) << 3;
    for (let j: usize = 0; j < end; j += 8) {
      const solved = load<f64>(ials.solution + j);
      const step = solved - load<f64>(row + j);
      moved += step * step;
      length += solved * solved;
      store<f64>(row + j, solved);
    }
  }
  return length == 0 ? 0 : sqrt(moved / length);
}

/** The matrix of all rows of a side, each counting with the weight of what nobody observed; its right side is 0. */
function sumUnobserved(facing: IalsSide): void {
  const stride = ials.stride;
  const matrix = ials.unobserved;
  const end = matrix + (stride >> 3) * stride;
  memory.fill(matrix, 0, end - matrix);
  for (let first = 0; first < facing.count; first += ials.chunk) {
    const rows = facing.rows + <usize>first * stride;
    addGram(matrix, rows, rows, min(ials.chunk, facing.count - first), ials.d, stride);
  }
  const factors = f64x2.splat(ials.unobservedWeight);
  for (let at = matrix; at < end; at += 16) v128.store(at, f64x2.mul(v128.load(at), factors));
  for (let at = matrix + ((<usize>ials.d) << 3); at < end; at += stride) store<f64>(at, 0);
}

/** Adds the observed rows `from` up to `to`. They are copied first, so that those of a chunk lie together in the first cache. */
function addObserved(side: IalsSide, facing: usize, from: i32, to: i32): void {
  const stride = ials.stride;
  const plain = side.weights == 0;
  for (let first = from; first < to; first += ials.chunk) {
    const count = min(ials.chunk, to - first);
    for (let k = 0; k < count; k++) {
      const row = facing + <usize>int(side.others, first + k) * stride;
      const place = <usize>k * stride;
      if (plain) copyRow(ials.gathered + place, row, stride);
      else copyWeighted(place, row, (<usize>(first + k)) << 3, side);
    }
    addGram(ials.matrix, plain ? ials.gathered : ials.weighted, ials.gathered, count, ials.d, stride);
  }
}

function copyRow(to: usize, row: usize, stride: usize): void {
  for (let j: usize = 0; j < stride; j += 32) {
    v128.store(to + j, v128.load(row + j));
    v128.store(to + j, v128.load(row + j, 16), 16);
  }
}

/** Copies a row as it is and times its weight; the 1 at its end becomes its target. */
function copyWeighted(place: usize, row: usize, pair: usize, side: IalsSide): void {
  const weights = v128.load64_splat(side.weights + pair);
  for (let j: usize = 0; j < ials.stride; j += 16) {
    const values = v128.load(row + j);
    v128.store(ials.gathered + place + j, values);
    v128.store(ials.weighted + place + j, f64x2.mul(values, weights));
  }
  store<f64>(ials.gathered + place + ((<usize>ials.d) << 3), load<f64>(side.targets + pair));
}
