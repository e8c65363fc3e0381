import { RequestFailure } from '../failure.js';
import type { Path } from './node.js';
import { isLongerThan } from './text-size.js';

/** Deepest level of keys the service stores. https://firebase.google.com/docs/database/usage/limits */
export const MAX_DEPTH = 32;

/** Longest key, and longest path of a request including slashes, in UTF-8 bytes. */
const MAX_KEY_BYTES = 768;

const FORBIDDEN = /[[\].#$/\u0000-\u001F\u007F]/;

/** Splits `a/b/c`, with or without outer slashes, into keys, without checking them. */
export function splitPath(text: string): string[] {
  return text.split('/').filter((key) => key !== '');
}

/**
 * Splits and checks a path. Throws `invalid_parameters` for forbidden characters, too long paths and too many levels.
 */
export function parsePath(text: string): string[] {
  const path = splitPath(text);
  if (pathProblem(path) !== undefined) throw badPath('Invalid token in path');
  if (path.length > MAX_DEPTH) throw badPath(DEPTH_PROBLEM);
  if (isLongerThan(text, MAX_KEY_BYTES) && isLongerThan(path.join('/'), MAX_KEY_BYTES)) {
    throw badPath(`a path can't be longer than ${MAX_KEY_BYTES} bytes`);
  }
  return path;
}

/** The error for an invalid path; REST puts its subject before the reason. */
export function badPath(reason: string): RequestFailure {
  return new RequestFailure('invalid_parameters', reason);
}

/** A path without a trailing `.priority`, and whether it had one: it then means a node's priority. */
export function withoutPrioritySuffix(path: string): [string, boolean] {
  const suffix = /(^|\/)\.priority\/?$/.exec(path);
  return suffix === null ? [path, false] : [path.slice(0, suffix.index), true];
}

/** The message for data that would be too deep. */
export const DEPTH_PROBLEM = `Path specified exceeds the maximum depth that can be written (${MAX_DEPTH})`;

/** Why a key cannot be stored, in the service's words; `undefined` for a valid key. */
export function keyProblem(key: string): string | undefined {
  if (key === '' || FORBIDDEN.test(key)) {
    return `couldn't parse key ${JSON.stringify(key)}. Key value can't be empty or contain $ # [ ] / or .`;
  }
  if (isLongerThan(key, MAX_KEY_BYTES)) {
    return `couldn't parse key ${JSON.stringify(key.slice(0, 40))}…. Key value can't be longer than ${MAX_KEY_BYTES} bytes`;
  }
  return undefined;
}

/** Why the first invalid key of a path cannot be stored; `undefined` for a valid path. */
export function pathProblem(path: Path): string | undefined {
  return path.map(keyProblem).find((problem) => problem !== undefined);
}

/** Formats a path with a leading slash; the root is `/`. */
export function formatPath(path: Path): string {
  return `/${path.join('/')}`;
}

/** True if `path` is `ancestor` or below it. */
export function isWithin(path: Path, ancestor: Path): boolean {
  return path.length >= ancestor.length && ancestor.every((key, level) => path[level] === key);
}
