/**
 * `count` different positions out of `total`, all equally likely, in ascending order: Floyd's algorithm (Bentley and
 * Floyd, "A sample of brilliance", CACM 30(9), 1987), which takes `count` steps, not `total`.
 *
 * @param seed Any integer; the same seed gives the same positions.
 */
export function randomPositions(total: number, count: number, seed: number): number[] {
  const draw = mulberry32(seed);
  const chosen = new Set<number>();
  for (let top = Math.max(0, total - count); top < total; top++) {
    const pick = Math.floor(draw() * (top + 1));
    chosen.add(chosen.has(pick) ? top : pick);
  }
  return [...chosen].sort((a, b) => a - b);
}

/**
 * A small seeded generator of numbers in [0, 1) with 32 random bits, the same on every machine (Tommy Ettinger, 2017;
 * public domain).
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
