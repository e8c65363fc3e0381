/** State of the worker's generator, musl's `rand_r` (docs/lightfm.md#random-numbers); lives for one block of an epoch. */
export let state: u32 = 0;

/** Begins a block of an epoch. */
export function seed(value: u32): void {
  state = value;
}

/** The next state, to be kept by the caller. */
export function advance(from: u32): u32 {
  return from * 1103515245 + 12345;
}

/** The 31 random bits of a state. */
export function bitsOf(from: u32): u32 {
  let x = from;
  x ^= x >> 11;
  x ^= (x << 7) & 0x9d2c5680;
  x ^= (x << 15) & 0xefc60000;
  x ^= x >> 18;
  return x >> 1;
}

/** A whole number in [0, size), as LightFM draws it. */
export function below(size: u32): i32 {
  state = advance(state);
  return <i32>(bitsOf(state) % size);
}
