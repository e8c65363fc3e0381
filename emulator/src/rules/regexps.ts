/**
 * Reads a regular expression of the rules language, a subset of JavaScript's: `\s \w \d` and their opposites, `. * + ?`,
 * `{n,m}`, `|`, groups, sets, `^` only at the start, `$` only at the end, the flag `i`. Throws a SyntaxError.
 * https://firebase.google.com/docs/database/security/regex
 */
export function compileRegExp(pattern: string, flags: string): RegExp {
  if (flags !== '' && flags !== 'i') throw new SyntaxError(`the flag "${flags}" is not supported, only "i" is`);
  refuseUnsupported(pattern);
  // `.` matches any character, line ends too.
  return new RegExp(pattern, `s${flags}`);
}

const PIECE = /\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])*\]|\(\?:|\(\?|[\s\S]/g;

function refuseUnsupported(pattern: string): void {
  for (const match of pattern.matchAll(PIECE)) {
    const [piece] = match;
    if (piece === '(?') throw new SyntaxError('(?= (?! and (?< are not supported');
    if (/^\\[1-9bBkpPu]/.test(piece)) throw new SyntaxError(`${piece} is not supported`);
  }
}
