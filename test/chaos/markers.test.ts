import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { errorStatus } from '@segue/core/contract/errors';
import { inRoot } from '@segue/suite/launcher/root';
import { markedSources } from './marked-sources.js';
import { safeguardNames, withoutSafeguard } from './markers.js';
import { mendList } from '../privacy/mends.js';
import { safeguardList } from './safeguards.js';

const names = safeguardList.map(({ name }) => name).sort();

/** A source without the safeguard `s`, its markers and whitespace. */
function without(source: string): string {
  const text = withoutSafeguard(source, 's', 'a.ts');
  return text
    .replace(/\/\/.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('a safeguard that is taken out', () => {
  it.each([
    ['a guard', 'f();\n// safeguard: s\nif (a) return;\ng();', 'f(); ; g();'],
    ['a guard in braces', 'for (;;) {\n// safeguard: s\nif (a) {\nf();\ncontinue;\n}\n}', 'for (;;) { ; }'],
    ['a guard that throws', '// safeguard: s\nif (a) throw b;', ';'],
    ['a statement', '// safeguard: s\nawait f(1);\ng();', '; g();'],
    ['the last operand of or', 'x = a ||\n// safeguard: s\nb;', 'x = a || false;'],
    ['a middle operand of or', 'x = a ||\n// safeguard: s\nb.c === d ||\ne;', 'x = a || false || e;'],
    ['the first operand of or', 'x = (\n// safeguard: s\na ||\nb ||\nc);', 'x = ( false || b || c);'],
    ['an operand of and', 'x = a &&\n// safeguard: s\nb > 1;', 'x = a && true;'],
    ['an and within an or', 'x = a ||\n// safeguard: s\nb && c;', 'x = a || false;'],
    ['a property', 'x = {\n// safeguard: s\na: 1,\nb };', 'x = { ...{}, b };'],
    ['a spread', 'x = { a,\n// safeguard: s\n...b };', 'x = { a, ...{} };'],
    ['an element', 'x = [a,\n// safeguard: s\n...b,\nc];', 'x = [a, ...[], c];'],
    ['an argument', 'f(a,\n// safeguard: s\nb);', 'f(a, ...[]);'],
  ])('leaves nothing of %s', (_, source, rest) => {
    expect(without(source)).toBe(rest);
  });

  it.each([
    ['a statement', '// safeguard: s, without: return 1;\nreturn 2;', 'return 1;'],
    ['a property', 'x = {\n// safeguard: s, without: a: b ?? 1\na: b,\n};', 'x = { a: b ?? 1, };'],
    ['an argument', 'f(\n// safeguard: s, without: await g(1, 2)\na);', 'f( await g(1, 2));'],
    ['an operand', 'x = a &&\n// safeguard: s, without: b || c\nb;', 'x = a && (b || c);'],
  ])('leaves what its marker says in the place of %s', (_, source, rest) => {
    expect(without(source)).toBe(rest);
  });

  it('goes from every place that carries its marker, and others stay', () => {
    const source = '// safeguard: s\nf();\n// safeguard: t\ng();\n// safeguard: t\n// safeguard: s\nh();';
    expect(without(source)).toBe('; g(); ;');
    expect(safeguardNames(source)).toEqual(['s', 't', 't', 's']);
  });

  it.each([
    ['const a = 1;', 'a.ts:2: no rule takes out what "s" stands above. Add ", without: code" to it.'],
    ['if (a) b();', 'no rule takes out'],
    ['if (a) return; else b();', 'no rule takes out'],
    ['', 'no rule takes out'],
  ])('is refused above "%s"', (code, message) => {
    expect(() => without(`\n// safeguard: s\n${code}`)).toThrow(message);
  });

  it.each([
    '// safeguard: Two Words',
    '// safeguard s',
    '//safeguard: s',
    '// safeguard: s, with: a',
    '// safegard: s',
  ])('is refused under a marker "%s"', (marker) => {
    expect(() => without(`${marker}\nf();`)).toThrow(`"${marker}" is no marker.`);
  });
});

describe('the list of safeguards', () => {
  it('names those that the code marks, each as often as it is marked', async () => {
    const marked: Record<string, number> = {};
    for (const name of (await markedSources()).flatMap((source) => source.names))
      marked[name] = (marked[name] ?? 0) + 1;
    const listed = Object.fromEntries([...safeguardList, ...mendList].map(({ name, places = 1 }) => [name, places]));
    // Markers "// safeguard: name" in the sources, and the lists in test/chaos/safeguards.ts and test/privacy/mends.ts.
    expect(marked).toEqual(listed);
  });

  it('can be taken out of the code, one by one', async () => {
    for (const { file, text, names: ofFile } of await markedSources()) {
      for (const name of ofFile) expect(withoutSafeguard(text, name, file)).not.toBe(text);
    }
  });

  it('has the same names as docs/retraining.md', async () => {
    const page = await readFile(inRoot('docs/retraining.md'), 'utf8');
    const named = [...page.matchAll(/`([a-z]+(?:-[a-z]+){2,})`/g)].map(([, name]) => name!);
    expect([...new Set(named)].filter((name) => !(name in errorStatus)).sort()).toEqual(names);
  });
});
