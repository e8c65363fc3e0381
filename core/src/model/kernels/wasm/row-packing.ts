/** The layout of one side's parameters in linear memory: one padded row per feature. */
export interface PackedLayout {
  /** The number of float32 values in a row, a multiple of 4. */
  readonly width: number;
  /** Components of an embedding; they come first in a row. */
  readonly d: number;
  /** Which slot of a row holds the bias. */
  readonly biasSlot: number;
  /** Which slot holds a constant 1, if one does. */
  readonly oneSlot?: number;
  /** What the accumulators of slots without a parameter hold. */
  readonly spareGradient: number;
}

/** Copies F × d embeddings and F biases to packed rows; other slots stay as they are. */
export function packInto(
  rows: Float32Array,
  { width, d, biasSlot }: PackedLayout,
  embeddings: Float32Array,
  biases: Float32Array,
): void {
  for (let row = 0; row < biases.length; row++) {
    const [from, to] = [row * d, row * width];
    for (let j = 0; j < d; j++) rows[to + j] = embeddings[from + j]!;
    rows[to + biasSlot] = biases[row]!;
  }
}

/** Puts one value into the slots of all embeddings and biases. */
export function fillRows(rows: Float32Array, { width, d, biasSlot }: PackedLayout, value: number): void {
  for (let at = 0; at < rows.length; at += width) {
    rows.fill(value, at, at + d);
    rows[at + biasSlot] = value;
  }
}

/** The inverse of `packInto`. */
export function unpackFrom(
  rows: Float32Array,
  { width, d, biasSlot }: PackedLayout,
  embeddings: Float32Array,
  biases: Float32Array,
): void {
  let to = 0;
  for (let row = 0; row < biases.length; row++) {
    const from = row * width;
    for (let at = from; at < from + d; at++) embeddings[to++] = rows[at]!;
    biases[row] = rows[from + biasSlot]!;
  }
}
