import { isRecord } from '../is-record.js';
import { comparePaths } from '../tree/leaves.js';
import type { Path } from '../tree/node.js';
import { splitPath } from '../tree/paths.js';

/**
 * What a mobile client says about data that it holds: the data's leaves in path order, cut into ranges behind some of
 * them, the posts, and a hash of each range. The last range is what lies behind the last post, so there is one hash
 * more than there are posts; for a client that is nothing, whose hash is empty.
 */
export interface CompoundHash {
  readonly posts: readonly Path[];
  readonly hashes: readonly string[];
}

/** Reads the `ch` of a listen. `null` for none and for what is none: such a client receives all of the data. */
export function compoundHashFromWire(json: unknown): CompoundHash | null {
  if (!isRecord(json) || !isTexts(json.ps) || !isTexts(json.hs)) return null;
  const posts = json.ps.map(splitPath);
  const ascending = posts.every((post, i) => i === 0 || comparePaths(posts[i - 1]!, post) < 0);
  return ascending && json.hs.length === posts.length + 1 ? { posts, hashes: json.hs } : null;
}

function isTexts(json: unknown): json is string[] {
  return Array.isArray(json) && json.every((item) => typeof item === 'string');
}
