import { ModelError } from './errors.js';

const { clz32, imul } = Math;

const SIZE = 624;
const MIDDLE = 397;

/**
 * Refuses seeds that numpy's `RandomState` refuses.
 *
 * @throws ModelError `type` if the seed is not a whole number, `value` if it is outside [0, 2^32 − 1].
 */
export function checkSeed(seed: number): void {
  if (!Number.isInteger(seed)) throw new ModelError('type', `The seed is ${seed}; give a whole number such as 0.`);
  if (seed < 0 || seed > 0xffffffff) {
    throw new ModelError('value', `The seed is ${seed}; it must be between 0 and 2**32 - 1 (4294967295).`);
  }
}

/**
 * numpy's legacy `RandomState`: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), draw for draw. It gives
 * the initial embeddings, the order of each epoch and the seeds of the workers (docs/lightfm.md#random-numbers). An
 * instance is a stream: sharing it means sharing the draws.
 */
export class RandomState {
  private readonly key = new Int32Array(SIZE);
  private position = SIZE;

  /** Starts the stream of `seed`, a whole number in [0, 2^32 − 1]. Throws as `checkSeed` does. */
  constructor(seed: number) {
    checkSeed(seed);
    this.key[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const before = this.key[i - 1]!;
      this.key[i] = imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  /** The next 32 random bits, in [0, 2^32). */
  next32(): number {
    if (this.position === SIZE) this.twist();
    let y = this.key[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** The next double in [0, 1), of 53 random bits: two words of the stream. */
  double(): number {
    const high = this.next32() >>> 5;
    const low = this.next32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number in [0, max], max < 2^32, by masking and rejecting. No draw at all for 0. */
  bounded(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> clz32(max);
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** Shuffles in place (Fisher and Yates, from the end), with one bounded draw per position. */
  shuffle(values: Int32Array): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.bounded(i);
      const value = values[i]!;
      values[i] = values[j]!;
      values[j] = value;
    }
  }

  /** `count` seeds for workers: numpy's `randint(0, 2^31 − 1, count)`, so each in [0, 2147483646]. */
  seeds(count: number): Uint32Array {
    return Uint32Array.from({ length: count }, () => this.bounded(2147483646));
  }

  private twist(): void {
    const key = this.key;
    // In three parts, so that no position needs a remainder.
    const [first, last] = [SIZE - MIDDLE, SIZE - 1];
    for (let i = 0; i < first; i++) key[i] = key[i + MIDDLE]! ^ twisted(key[i]!, key[i + 1]!);
    for (let i = first; i < last; i++) key[i] = key[i - first]! ^ twisted(key[i]!, key[i + 1]!);
    key[last] = key[MIDDLE - 1]! ^ twisted(key[last]!, key[0]!);
    this.position = 0;
  }
}

/** The upper bit of one word and the lower ones of the next, through the twister's matrix. */
function twisted(upper: number, lower: number): number {
  const y = (upper & 0x80000000) | (lower & 0x7fffffff);
  return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
}

/**
 * A worker's own generator for negative samples: musl's `rand_r`, 32 bits of state that live for one epoch
 * (docs/lightfm.md#random-numbers).
 */
export class WorkerRandom {
  /** The state as a signed 32-bit number, which V8 keeps unboxed. Setting an earlier state goes back to it. */
  state: number;

  /** Starts from a seed of `RandomState.seeds`. */
  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** 31 random bits, in [0, 2^31). */
  next(): number {
    this.state = (imul(this.state, 1103515245) + 12345) | 0;
    let x = this.state;
    x ^= x >>> 11;
    x ^= (x << 7) & 0x9d2c5680;
    x ^= (x << 15) & 0xefc60000;
    return (x ^ (x >>> 18)) >>> 1;
  }

  /** A whole number in [0, size), as LightFM draws it: with the small bias of a remainder. */
  below(size: number): number {
    return this.next() % size;
  }
}
