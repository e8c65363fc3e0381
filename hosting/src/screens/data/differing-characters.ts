/** A piece of a text, and whether the other spellings differ there. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Splits a text into the beginning and the end that all spellings share, and its own part in between. */
export function differingCharacters(text: string, spellings: readonly string[]): Piece[] {
  const characters = Array.from(text);
  const others = spellings.filter((other) => other !== text).map((other) => Array.from(other));
  if (others.length === 0) return [{ text, differs: false }];
  const shared = (same: (other: string[], at: number) => boolean, most: number) => {
    let count = 0;
    while (count < most && others.every((other) => count < other.length && same(other, count))) count++;
    return count;
  };
  const start = shared((other, at) => other[at] === characters[at], characters.length);
  const shortest = Math.min(characters.length, ...others.map((other) => other.length));
  const end = shared((other, at) => other.at(-1 - at) === characters.at(-1 - at), shortest - Math.min(start, shortest));
  return [
    { text: characters.slice(0, start).join(''), differs: false },
    { text: characters.slice(start, characters.length - end).join(''), differs: true },
    { text: characters.slice(characters.length - end).join(''), differs: false },
  ].filter((piece) => piece.text !== '');
}
