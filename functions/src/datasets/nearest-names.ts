import { foldLetters } from './folding.js';

interface Candidate {
  name: string;
  distance: number;
  lengthGap: number;
}

/**
 * The names most like a query, the likest first, at most `count`; only ones that are like it at all. Case, accents and
 * apostrophes do not matter, a name that begins with the query or holds it comes before one with a typing mistake.
 */
export function nearestNames(query: string, names: readonly string[], count: number): string[] {
  const wanted = foldLetters(query);
  if (wanted === '') return [];
  const most = mistakesAllowed(wanted.length);
  const found: Candidate[] = [];
  for (const name of names) {
    const folded = foldLetters(name);
    const distance = nameDistance(wanted, folded, most);
    if (distance <= most + 1) found.push({ name, distance, lengthGap: Math.abs(folded.length - wanted.length) });
  }
  found.sort((a, b) => a.distance - b.distance || a.lengthGap - b.lengthGap || (a.name < b.name ? -1 : 1));
  return found.slice(0, count).map(({ name }) => name);
}

/** One mistake in three letters, at least one and at most four. */
function mistakesAllowed(length: number): number {
  return Math.max(1, Math.min(4, Math.floor(length / 3)));
}

/** 0 for the name itself, below 1 for a name that begins with the query or holds it, else 1 a mistake. */
function nameDistance(query: string, name: string, most: number): number {
  if (name === query) return 0;
  if (name.startsWith(query)) return 0.25;
  if (query.length > 2 && name.includes(query)) return 0.5;
  if (name.length > 2 && query.startsWith(name)) return 0.75;
  // Of a longer name its beginning is compared as well: the query may not be typed to its end.
  const whole = editDistance(query, name, most);
  if (whole <= most || name.length <= query.length) return whole;
  const fewer = query.length < 5 ? most - 1 : most;
  const beginning = editDistance(query, name.slice(0, query.length), fewer);
  return beginning <= fewer ? beginning + 0.5 : most + 2;
}

/** The number of letters to insert, drop, exchange or swap with their neighbour; `most + 2` where it is above `most`. */
function editDistance(a: string, b: string, most: number): number {
  const beyond = most + 2;
  if (most < 0 || Math.abs(a.length - b.length) > most) return beyond;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return beyond;
    before = previous;
    previous = row;
  }
  const distance = previous[b.length]!;
  return distance <= most ? distance : beyond;
}
