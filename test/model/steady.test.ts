import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { hasOneOptimum, methodNames, type MethodName } from '@segue/core/model/methods/recipe';
import { parseTable } from '@segue/core/tables/reading/parse-table';
import { measureSteadiness, type SteadyCase } from '@segue/bench/steady/measure';
import { addSums, type Steadiness } from '@segue/bench/steady/lists';
import { inRoot } from '@segue/suite/launcher/root';

const seed = Number(process.env['SEED'] ?? 1);

/** The sample by one method: `regression` as `auto` takes it there. */
function sampleBy(model: MethodName): SteadyCase {
  const { columns, rows } = parseTable(readFileSync(inRoot('emulator-data/sample.csv')), {
    fileName: 'sample.csv',
    type: 'csv',
  });
  const at = (name: string) => columns.indexOf(name);
  const itemFeatures = ['popularity', 'acousticness', 'energy', 'valence'];
  const definition = { dataset: 'd', user: 'genre', item: 'artist_name', model, itemFeatures, minimumRows: 5 };
  const roles = { user: at('genre'), item: at('artist_name') };
  return {
    table: { rows, ...roles, number: at('popularity') },
    columns: { ...roles, rating: null, features: itemFeatures.map(at) },
    configuration: toConfiguration(modelDefinition.parse(definition)),
  };
}

function steadinessOf(model: MethodName, kinds: string[], instances: number): Record<string, number> {
  const found = measureSteadiness(sampleBy(model), { instances, seed, kinds });
  const overlap = ({ touched, others }: Steadiness) => {
    const all = addSums(touched, others);
    return all.overlap / all.lists;
  };
  return Object.fromEntries([...found].map(([kind, sums]) => [kind, overlap(sums)]));
}

describe(`a small edit moves little (seed ${seed})`, () => {
  it.each(['regression', 'softmax', 'ials', 'neighbours'] as const)('by %s', (method) => {
    expect(hasOneOptimum(method)).toBe(true);
    const kinds = ['number + 1', 'another user', 'delete', 'another seed'];
    const kept = steadinessOf(method, kinds, 3);
    expect(kept['number + 1']).toBeGreaterThanOrEqual(0.99);
    expect(kept['another user']).toBeGreaterThanOrEqual(0.97);
    expect(kept['delete']).toBeGreaterThanOrEqual(0.97);
    expect(kept['another seed']).toBeGreaterThanOrEqual(0.998);
  });

  it('by LightFM it does not, and no move of it is called caused', () => {
    expect(steadinessOf('names', ['another user', 'another seed'], 1)['another user']).toBeLessThan(0.8);
    expect(methodNames.filter((name) => !hasOneOptimum(name))).toEqual(['names', 'sound']);
  });

  it('shows no move where another seed moved nothing', () => {
    const found = measureSteadiness(sampleBy('softmax'), { instances: 2, seed, kinds: ['another seed'] });
    expect(found.get('another seed')!.others.shown).toBe(0);
  });
});
