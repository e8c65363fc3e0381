import { describe, expect, it } from '@jest/globals';
import { parameterHelp, readParameters } from '@segue/cli/commands/parameter-options';
import { inOptions } from '@segue/cli/commands/evaluate-options';
import { parameterSchemas } from '@segue/core/contract/api/parameter-schemas';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { checkParameters } from '@segue/core/model/parameter-checks';
import { listParameters, serviceDefaults, type NumberParameter } from '@segue/core/model/parameters';

const schemas = parameterSchemas();
const accepts = (name: keyof typeof schemas, value: unknown) => schemas[name].safeParse(value).success;
const numbers = listParameters().flatMap(([name, definition]) =>
  'bounds' in definition ? [[name, definition] as [keyof typeof schemas, NumberParameter]] : [],
);

describe('the table of parameters', () => {
  it.each(numbers)('bounds %s in the API', (name, { bounds: { from, to, open }, integer, default: value }) => {
    expect(accepts(name, value)).toBe(true);
    expect([accepts(name, from), accepts(name, to)]).toEqual([open === undefined, open !== 'both']);
    expect([accepts(name, from - 1), accepts(name, to + 1), accepts(name, String(value))]).toEqual([
      false,
      false,
      false,
    ]);
    expect(accepts(name, to / 2 + 0.25)).toBe(!integer && to / 2 + 0.25 < to);
  });

  it('names the choices of the API', () => {
    expect([accepts('loss', 'warp'), accepts('loss', 'no-such-loss')]).toEqual([true, false]);
    expect([accepts('learningSchedule', 'adadelta'), accepts('learningSchedule', 'adam')]).toEqual([true, false]);
  });

  it('has bounds that the model takes as well', () => {
    for (const [name, { bounds, integer }] of numbers) {
      const inside = integer ? bounds.from : (bounds.from + bounds.to) / 2;
      expect(() => checkParameters({ ...serviceDefaults, [name]: inside })).not.toThrow();
    }
  });

  it('gives the API and the command line the same defaults', () => {
    const configuration = toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i' }));
    expect(configuration).toMatchObject(serviceDefaults);
    expect(readParameters({})).toEqual(serviceDefaults);
  });

  it('gives each parameter an option, with its description and default', () => {
    const help = parameterHelp();
    for (const [name, { option, description }] of listParameters()) {
      expect(help).toMatch(new RegExp(`--${option} .*\\(${serviceDefaults[name]}\\)`));
      expect(help).toContain(description);
      expect(inOptions(`${name} is 0`)).toBe(name === option ? `${name} is 0` : `--${option} is 0`);
    }
  });
});
