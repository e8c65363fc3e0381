import { RequestFailure } from '../failure.js';

/** One level of a trigger's path: a key, one captured key, or (`{rest=**}`) any number of captured keys. */
export type Level =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'one'; readonly capture: string | null; readonly matches: RegExp | null }
  | { readonly kind: 'many'; readonly capture: string | null };

/** A trigger's path. */
export type RefPattern = readonly Level[];

/**
 * Parses the levels of a path: `key`, `{x}`, `{x=*}`, `{x=pre*}`, `{x=**}`, `*`, `**`, `pre*`. Throws `invalid_data`.
 * https://cloud.google.com/eventarc/docs/path-patterns
 */
export function parsePattern(levels: readonly string[]): RefPattern {
  const pattern = levels.map(parseLevel);
  if (pattern.filter(({ kind }) => kind === 'many').length > 1)
    throw invalid(levels.join('/'), '** may appear only once');
  return pattern;
}

function parseLevel(text: string): Level {
  const capture = /^\{([^=}]*)(?:=([^}]*))?\}$/.exec(text);
  if (capture === null && /[{}]/.test(text))
    throw invalid(text, 'a capture must be a whole level, as in {id} or {id=pre*}');
  if (capture?.[1] === '') throw invalid(text, 'a capture must have a name, as in {id}');
  const name = capture?.[1] ?? null;
  const glob = capture === null ? text : (capture[2] ?? '*');
  if (glob === '**') return { kind: 'many', capture: name };
  if (glob === '*') return { kind: 'one', capture: name, matches: null };
  if (!glob.includes('*') && name === null) return { kind: 'key', key: glob };
  return oneOf(name, glob);
}

function invalid(text: string, reason: string): RequestFailure {
  return new RequestFailure('invalid_data', `The trigger path ${JSON.stringify(text)} cannot be read: ${reason}`);
}

function oneOf(capture: string | null, glob: string): Level {
  const body = glob.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*/g, '.*');
  return { kind: 'one', capture, matches: new RegExp(`^${body}$`) };
}

/** True if a key matches a single level. */
export function admits(level: Level, key: string): boolean {
  if (level.kind === 'key') return level.key === key;
  return level.kind === 'many' || level.matches === null || level.matches.test(key);
}

/** The values that a pattern captures at a matching path. */
export function captures(pattern: RefPattern, path: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  const spare = path.length - pattern.length;
  let at = 0;
  for (const level of pattern) {
    const length = level.kind === 'many' ? spare + 1 : 1;
    if (level.kind !== 'key' && level.capture !== null) found[level.capture] = path.slice(at, at + length).join('/');
    at += length;
  }
  return found;
}
