import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { drawLeak } from '@segue/tools/figures/leak';
import { drawLearning } from '@segue/tools/figures/learning';
import { drawMap } from '@segue/tools/figures/map';
import { inRoot } from '@segue/suite/launcher/root';
import { lossNames, lossOf, takesWeights } from '@segue/core/model/losses/losses';
import { actsIn, listParameters } from '@segue/core/model/parameters';

const page = readFileSync(inRoot('docs/model.md'), 'utf8');

describe('docs/model.md', () => {
  it.each([
    ['model-map', drawMap],
    ['model-learning', drawLearning],
    ['model-leak', drawLeak],
  ])('shows %s.svg as the code draws it', async (name, draw) => {
    expect(page).toContain(`](${name}.svg)`);
    expect(readFileSync(inRoot(`docs/${name}.svg`), 'utf8')).toBe(await draw());
  });

  it('gives the figures of the leak that the code finds', () => {
    const figure = readFileSync(inRoot('docs/model-leak.svg'), 'utf8');
    const values = [...figure.matchAll(/>(\d\.\d{4})</g)].map((match) => match[1]!);
    const table = page.split('| fitted on ')[1]!.split('\n\n')[0]!;
    expect([...table.matchAll(/\d\.\d{4}/g)].map(String)).toEqual(values);
    expect(values).toHaveLength(4);
    expect(page).toContain(`The true figure is ${values[1]!};`);
  });

  it('lists every loss as the table of losses has it', () => {
    const wanted = lossNames().map((loss) => {
      const { description, parameters } = lossOf(loss);
      const note = takesWeights(loss) ? '' : '; takes no weights';
      return [code(loss), description + note, parameters.map(code).join(', ')];
    });
    expect(tableUnder('## How it learns').sort()).toEqual(wanted.sort());
  });

  it('lists every parameter as the table of parameters has it', () => {
    const wanted = listParameters().map(([name, definition]) => {
      const places = actsIn(name).map(code).join(', ');
      const choices = 'choices' in definition ? `: ${definition.choices.map(code).join(', ')}` : '';
      const lightFm = definition.lightFm === undefined ? '' : ` (LightFM: ${shown(definition.lightFm)})`;
      const meaning = (places === '' ? '' : `${places}: `) + definition.description + choices + lightFm;
      return [code(name), meaning, shown(definition.default)];
    });
    expect(tableUnder('## Every parameter')).toEqual(wanted);
  });
});

const code = (text: string) => `\`${text}\``;
const shown = (value: string | number) => (typeof value === 'string' ? code(value) : String(value));

/** The cells of the first table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const rows =
    page
      .split(`${heading}\n`)[1]!
      .split('\n## ')[0]!
      .match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
