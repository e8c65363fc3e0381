/**
 * A number around 0, rarely beyond -1 and 1: three dice instead of a bell curve, whose logarithm differs by machine.
 */
export function spread(random: () => number): number {
  return ((random() + random() + random()) / 3 - 0.5) * 2;
}

/** Shuffles in place. */
export function shuffle<T>(items: T[], random: () => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
  return items;
}
