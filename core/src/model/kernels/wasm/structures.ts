/*
 * The structures of assembly/memory.ts, made by `npm run build`: do not edit.
 * Sources: 04954ebe8a2633a24caae365eebafc8c
 */

/** The fields of `Side`. */
export const sideFields = {
  scale: { at: 0, type: 'f64' },
  alpha: { at: 8, type: 'f64' },
  values: { at: 16, type: 'usize' },
  gradients: { at: 20, type: 'usize' },
  momentum: { at: 24, type: 'usize' },
  indptr: { at: 28, type: 'usize' },
  indices: { at: 32, type: 'usize' },
  weights: { at: 36, type: 'usize' },
  rows: { at: 40, type: 'i32' },
  features: { at: 44, type: 'i32' },
} as const;

/** The fields of `Task`. */
export const taskFields = {
  learningRate: { at: 0, type: 'f64' },
  rho: { at: 8, type: 'f64' },
  fresh: { at: 16, type: 'f64' },
  epsilon: { at: 24, type: 'f64' },
  d: { at: 32, type: 'i32' },
  stride: { at: 36, type: 'usize' },
  k: { at: 40, type: 'i32' },
  n: { at: 44, type: 'i32' },
  maxSampled: { at: 48, type: 'i32' },
  adadelta: { at: 52, type: 'i32' },
  penalised: { at: 56, type: 'i32' },
  exampleUsers: { at: 60, type: 'usize' },
  exampleItems: { at: 64, type: 'usize' },
  exampleValues: { at: 68, type: 'usize' },
  exampleWeights: { at: 72, type: 'usize' },
  examples: { at: 76, type: 'i32' },
  order: { at: 80, type: 'usize' },
  positivesIndptr: { at: 84, type: 'usize' },
  positivesIndices: { at: 88, type: 'usize' },
  bits: { at: 92, type: 'usize' },
  bitsStride: { at: 96, type: 'usize' },
  user: { at: 100, type: 'usize' },
  item: { at: 104, type: 'usize' },
  negative: { at: 108, type: 'usize' },
  difference: { at: 112, type: 'usize' },
  four: { at: 116, type: 'usize' },
  userRates: { at: 120, type: 'usize' },
  itemRates: { at: 124, type: 'usize' },
  negativeRates: { at: 128, type: 'usize' },
  losses: { at: 132, type: 'usize' },
  lossesLength: { at: 136, type: 'i32' },
  sampleItems: { at: 140, type: 'usize' },
  sampleScores: { at: 144, type: 'usize' },
  drawn: { at: 148, type: 'usize' },
  states: { at: 152, type: 'usize' },
  scores: { at: 156, type: 'usize' },
  staged: { at: 160, type: 'usize' },
} as const;

/** The fields of `Softmax`. */
export const softmaxFields = {
  active: { at: 0, type: 'usize' },
  activeUsers: { at: 4, type: 'i32' },
  userRows: { at: 8, type: 'i32' },
  itemRows: { at: 12, type: 'i32' },
  items: { at: 16, type: 'i32' },
  d: { at: 20, type: 'i32' },
  stride: { at: 24, type: 'usize' },
  indptr: { at: 28, type: 'usize' },
  indices: { at: 32, type: 'usize' },
  weights: { at: 36, type: 'usize' },
  block: { at: 40, type: 'i32' },
  nobody: { at: 44, type: 'usize' },
  pushes: { at: 48, type: 'usize' },
  known: { at: 52, type: 'usize' },
  four: { at: 56, type: 'usize' },
} as const;

/** The fields of `IalsSide`. */
export const ialsSideFields = {
  rows: { at: 0, type: 'usize' },
  count: { at: 4, type: 'i32' },
  starts: { at: 8, type: 'usize' },
  others: { at: 12, type: 'usize' },
  weights: { at: 16, type: 'usize' },
  targets: { at: 20, type: 'usize' },
  penalties: { at: 24, type: 'usize' },
} as const;

/** The fields of `Ials`. */
export const ialsFields = {
  unobservedWeight: { at: 0, type: 'f64' },
  d: { at: 8, type: 'i32' },
  stride: { at: 12, type: 'usize' },
  chunk: { at: 16, type: 'i32' },
  gathered: { at: 20, type: 'usize' },
  weighted: { at: 24, type: 'usize' },
  unobserved: { at: 28, type: 'usize' },
  matrix: { at: 32, type: 'usize' },
  solution: { at: 36, type: 'usize' },
} as const;

/** Where each structure begins. */
export const addresses = {
  items: 64,
  users: 128,
  task: 192,
  softmax: 512,
  ialsUsers: 576,
  ialsItems: 640,
  ials: 704,
} as const;

/** The first byte behind the structures. */
export const structuresEnd = 744;
