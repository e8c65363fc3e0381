/*
 * What JavaScript hands over: structures at fixed addresses at the bottom of the linear memory. This file is their one
 * description: tools/kernels.mjs asks the compiler where each field lies, and makes ../wasm/structures.ts of it, by which
 * JavaScript writes them. Pointers are byte addresses. Rows of parameters are padded to whole 16-byte vectors.
 */

/** One side of the model: packed rows and, for a hybrid model, the feature matrix. */
@unmanaged
export class Side {
  /** L2 penalty that the stored values still lack. */
  scale: f64;
  alpha: f64;
  /** Rows of float32, one a feature: components, then the bias, then what fills the last vector. */
  values: usize;
  /** Accumulators G (in the fast kernel 1 / √G), laid out as `values`. */
  gradients: usize;
  /** Momentum M, laid out as `values`; 0 with adagrad. */
  momentum: usize;
  /** Feature matrix by rows; 0 where each row is its own only feature. */
  indptr: usize;
  indices: usize;
  weights: usize;
  /** Number of rows that have a representation. */
  rows: i32;
  /** Rows of parameters. */
  features: i32;
}

/** The fit: parameters, examples, lookups and scratch space. */
@unmanaged
export class Task {
  learningRate: f64;
  rho: f64;
  /** 1 − rho, in float64. */
  fresh: f64;
  epsilon: f64;
  /** Components of an embedding. */
  d: i32;
  /** Bytes of a row of parameters, a multiple of 16. */
  stride: usize;
  k: i32;
  n: i32;
  maxSampled: i32;
  /** 1: adadelta, 0: adagrad. */
  adadelta: i32;
  /** 1: local rates are needed, for the L2 penalty. */
  penalised: i32;
  /** Examples by index: user, item (0 for warp-kos, which looks at users only). */
  exampleUsers: usize;
  exampleItems: usize;
  /** Their values; 0 where all are positive. */
  exampleValues: usize;
  /** Their sample weights; 0 where all are 1. */
  exampleWeights: usize;
  examples: i32;
  /** The epoch's permutation of the examples. */
  order: usize;
  /** Stored items of each user, sorted. */
  positivesIndptr: usize;
  positivesIndices: usize;
  /** The same as one bit a cell, `bitsStride` bytes a user; 0 where that would be too large. */
  bits: usize;
  bitsStride: usize;
  /** Scratch rows: representations, and the direction of the user's step. */
  user: usize;
  item: usize;
  negative: usize;
  difference: usize;
  /** Four further scratch rows, for four candidates. */
  four: usize;
  /** Local rates of the rows of a step, float64, twice `stride` each. */
  userRates: usize;
  itemRates: usize;
  negativeRates: usize;
  /** Loss of a violation found at try t, at index t; `lossesLength` of them. */
  losses: usize;
  lossesLength: i32;
  /** warp-kos: the sampled positives, n of each. */
  sampleItems: usize;
  sampleScores: usize;
  /** Four drawn items, and the generator's state after each. */
  drawn: usize;
  states: usize;
  /** Four scores. */
  scores: usize;
  /** The fast kernel's next examples: example, user, item and negative of each, and a spare word. */
  staged: usize;
}

/** The data of a softmax fit, which has no sides and no task, and its scratch space. */
@unmanaged
export class Softmax {
  /** Users with a positive and an unknown item, ascending; no other user has a part in the sum. */
  active: usize;
  activeUsers: i32;
  /** Rows of parameters: those of users, then those of items, whose number is padded to a multiple of four. */
  userRows: i32;
  itemRows: i32;
  items: i32;
  /** Components of an embedding; the next slot is an item's bias and a user's 1. */
  d: i32;
  /** Bytes of a row, a multiple of 64. */
  stride: usize;
  /** Known items of each user, sorted, and their weights, 0 for those that are not liked. */
  indptr: usize;
  indices: usize;
  weights: usize;
  /** How many users are computed together, an even number. */
  block: i32;
  /** A row of zeros. */
  nobody: usize;
  /** For each of them one float32 for each row of items: its score, then how strongly it is pushed. */
  pushes: usize;
  /** Scores of a user's known items, in whole vectors of four; then how strongly they are pushed. */
  known: usize;
  /** Four exponentials. */
  four: usize;
}

/** One side of an implicit ALS fit, whose rows are solved for while those of the other are fixed. */
@unmanaged
export class IalsSide {
  /** Rows of float64: components, then a 1, then zeros that fill the last tile. */
  rows: usize;
  count: i32;
  /** Pairs by row: where each row's begin, and the row on the other side of each. */
  starts: usize;
  others: usize;
  /** By pair, float64: what it counts, and the score it is drawn to; both 0 where all count 1 and are drawn to 1. */
  weights: usize;
  targets: usize;
  /** λ of each row, float64; below 0 for rows that take no part. */
  penalties: usize;
}

/** What both sides share, and scratch space. */
@unmanaged
export class Ials {
  unobservedWeight: f64;
  d: i32;
  /** Bytes of a row, a multiple of 32. */
  stride: usize;
  /** How many observed rows are copied and added up together. */
  chunk: i32;
  /** So many rows, as they are and times their weights. */
  gathered: usize;
  weighted: usize;
  /** Matrices of as many rows as columns: of what nobody observed, and of the row that is solved for. */
  unobserved: usize;
  matrix: usize;
  /** The solution, then zeros that fill the last tile. */
  solution: usize;
}

/** The side of the items. */
export const items = changetype<Side>(64);
/** The side of the users. */
export const users = changetype<Side>(128);
/** The fit under way. */
export const task = changetype<Task>(192);

/** The softmax fit under way. */
export const softmax = changetype<Softmax>(512);

/** The implicit ALS fit under way. */
export const ialsUsers = changetype<IalsSide>(576);
export const ialsItems = changetype<IalsSide>(640);
export const ials = changetype<Ials>(704);

/** The first byte behind the structures. */
export const structuresEnd: usize = 704 + offsetof<Ials>();

/** One element of an int32 array. */
export function int(array: usize, index: i32): i32 {
  return load<i32>(array + ((<usize>index) << 2));
}

/** One element of a float32 array. */
export function float(array: usize, index: i32): f32 {
  return load<f32>(array + ((<usize>index) << 2));
}
