import { foldLetters } from './folding.js';

interface Candidate {
  name: string;
  distance: number;
  lengthGap: number;
}

/**
 * The names most similar to a query, best first, at most `count`; omits names that are not similar. Case, accents and
 * apostrophes do not matter. A name that begins with or contains the query comes before one with a typo.
 */
export function nearestNames(query: string, names: readonly string[], count: number): string[] {
  const wanted = foldLetters(query);
  if (wanted === '') return [];
  const most = mistakesAllowed(wanted.length);
  const found: Candidate[] = [];
  const letters = lettersOf(wanted);
  for (const { name, folded, letters: present } of foldsOf(names)) {
    // Each letter missing from the name is a mistake of its own; this rules out most names quickly.
    if (bitCount(letters & ~present) > most && !wanted.startsWith(folded)) continue;
    const distance = nameDistance(wanted, folded, most);
    if (distance <= most + 1) found.push({ name, distance, lengthGap: Math.abs(folded.length - wanted.length) });
  }
  found.sort((a, b) => a.distance - b.distance || a.lengthGap - b.lengthGap || (a.name < b.name ? -1 : 1));
  return found.slice(0, count).map(({ name }) => name);
}

interface Fold {
  name: string;
  folded: string;
  letters: number;
}

/** The page searches the same names at every keystroke, and folding them is most of the work. */
const knownFolds = new WeakMap<readonly string[], Fold[]>();

function foldsOf(names: readonly string[]): Fold[] {
  const known = knownFolds.get(names);
  if (known?.length === names.length) return known;
  const folds = names.map((name) => {
    const folded = foldLetters(name);
    return { name, folded, letters: lettersOf(folded) };
  });
  knownFolds.set(names, folds);
  return folds;
}

/** Which letters a text has, one bit each; letters outside the alphabet share bits. */
function lettersOf(text: string): number {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= 1 << (text.charCodeAt(i) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** One mistake per three letters, at least one and at most four. */
function mistakesAllowed(length: number): number {
  return Math.max(1, Math.min(4, Math.floor(length / 3)));
}

/** 0 for the name itself, below 1 for a name that begins with or contains the query, else 1 per mistake. */
function nameDistance(query: string, name: string, most: number): number {
  if (name === query) return 0;
  if (name.startsWith(query)) return 0.25;
  if (query.length > 2 && name.includes(query)) return 0.5;
  if (name.length > 2 && query.startsWith(name)) return 0.75;
  // For a longer name, compare its beginning as well: the query may be unfinished.
  const whole = editDistance(query, name, most);
  if (whole <= most || name.length <= query.length) return whole;
  const fewer = query.length < 5 ? most - 1 : most;
  const beginning = editDistance(query, name.slice(0, query.length), fewer);
  return beginning <= fewer ? beginning + 0.5 : most + 2;
}

/** The number of letters to insert, drop, replace or swap with a neighbour; `most + 2` if it exceeds `most`. */
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
