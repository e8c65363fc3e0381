import { isRecord } from '../is-record.js';
import { comparePaths } from '../tree/leaves.js';
import type { Path } from '../tree/node.js';
import { splitPath } from '../tree/paths.js';

/**
 * The leaves a client holds, in path order, cut into ranges. `posts[i]` is the last path of range i, `hashes[i]` its
 * hash. One more hash covers what follows the last post; clients send it empty.
 * https://github.com/firebase/firebase-android-sdk/blob/main/firebase-database/src/main/java/com/google/firebase/database/snapshot/CompoundHash.java
 */
export interface CompoundHash {
  readonly posts: readonly Path[];
  readonly hashes: readonly string[];
}

/** Reads the `ch` of a listen. Null if absent or malformed; the client then receives everything. */
export function compoundHashFromWire(json: unknown): CompoundHash | null {
  if (!isRecord(json) || !isTexts(json.ps) || !isTexts(json.hs)) return null;
  const posts = json.ps.map(splitPath);
  const ascending = posts.every((post, i) => i === 0 || comparePaths(posts[i - 1]!, post) < 0);
  return ascending && json.hs.length === posts.length + 1 ? { posts, hashes: json.hs } : null;
}

function isTexts(json: unknown): json is string[] {
  return Array.isArray(json) && json.every((item) => typeof item === 'string');
}
