const { imul } = Math;

/*
 * Random numbers without a stream: each is a hash of the seed and of what it is for, such as a name and a place. So a new
 * name moves no other's numbers, and the order of names does not matter.
 */

/** A hash of a name, 32 bits: FNV-1a over its UTF-16 units, then murmur3's finaliser. */
export function hashName(name: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < name.length; i++) hash = imul(hash ^ name.charCodeAt(i), 0x01000193);
  return finish(hash ^ name.length);
}

/** A hash and one more number, mixed into another hash; not the same the other way round. */
export function mix(hash: number, other: number): number {
  return finish((hash + imul(other, 0x9e3779b1)) | 0);
}

/** A hash as a number uniform in [−0.5, 0.5). */
export function centred(hash: number): number {
  return (hash >>> 0) / 4294967296 - 0.5;
}

/** murmur3's finaliser: spreads every bit over all 32. */
function finish(hash: number): number {
  let mixed = hash;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
