import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { drawLeak } from '@segue/tools/figures/leak';
import { drawLearning } from '@segue/tools/figures/learning';
import { drawMap } from '@segue/tools/figures/map';
import { inRoot } from '@segue/suite/launcher/root';
import { modelDefinition, toConfiguration } from '@segue/core/contract/requests';
import { actingParameters, lossTraits, type Loss, type Parameters } from '@segue/core/model/parameters';

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

  it('lists every parameter with its default', () => {
    const rows = page.split('## Every parameter')[1]!.split('\n## ')[0]!;
    const documented = [...rows.matchAll(/^\| `(\w+)` .*\| *(\S+) *\|$/gm)].map((row) => [row[1]!, row[2]!.replace(/`/g, '')]); // prettier-ignore
    const configuration = toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i' })) as Parameters;
    const acting = new Set(
      (Object.keys(lossTraits) as Loss[]).flatMap((loss) => [
        ...actingParameters(loss, 'adagrad'),
        ...actingParameters(loss, 'adadelta'),
      ]),
    );
    const wanted = [...acting].map((name) => [name, configuration[name]] as const);
    expect(
      Object.fromEntries(documented.map(([name, value]) => [name!, isNaN(Number(value)) ? value : Number(value)])),
    ).toEqual(Object.fromEntries(wanted));
  });
});
