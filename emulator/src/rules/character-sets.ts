/** A set of UTF-16 units: those within the ranges (first and last, sorted), or those outside them. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

const LAST = 0xffff;

/** The set of one character. */
export function only(char: string): CharacterSet {
  return characterSet([[char, char]]);
}

/** The set of all characters within the given ranges (ends included) and the given sets. */
export function characterSet(
  ranges: readonly (readonly [string, string])[],
  sets: readonly CharacterSet[] = [],
): CharacterSet {
  const all = [
    ...ranges.map(([from, to]): [number, number] => [from.charCodeAt(0), to.charCodeAt(0)]),
    ...sets.flatMap((set) => (set.negated ? outside(set.ranges) : set.ranges)),
  ];
  return { ranges: merged(all), negated: false };
}

/** Everything outside a set; for an empty list, everything. */
export function complement(set: CharacterSet | readonly []): CharacterSet {
  return 'ranges' in set ? { ranges: set.ranges, negated: !set.negated } : { ranges: [], negated: true };
}

/** A test for the units of a set; `anyCase` ignores case. */
export function testerFor({ ranges, negated }: CharacterSet, anyCase: boolean): (unit: number) => boolean {
  const within = anyCase ? (unit: number) => casesOf(unit).some((other) => holds(ranges, other)) : holdsOf(ranges);
  const low = Uint8Array.from({ length: 128 }, (_, unit) => (within(unit) !== negated ? 1 : 0));
  return (unit) => (unit < 128 ? low[unit] === 1 : within(unit) !== negated);
}

function holdsOf(ranges: CharacterSet['ranges']): (unit: number) => boolean {
  return (unit) => holds(ranges, unit);
}

function holds(ranges: CharacterSet['ranges'], unit: number): boolean {
  for (const [from, to] of ranges) if (unit >= from && unit <= to) return true;
  return false;
}

/** A unit and its other case. As in JavaScript, no letter beyond ASCII matches an ASCII one. */
function casesOf(unit: number): number[] {
  const char = String.fromCharCode(unit);
  const others = [char.toLowerCase(), char.toUpperCase()].filter((other) => other.length === 1);
  return [unit, ...others.map((other) => other.charCodeAt(0)).filter((other) => other > 127 === unit > 127)];
}

function merged(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined[joined.length - 1];
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

function outside(ranges: CharacterSet['ranges']): [number, number][] {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return gaps;
}
