import { describe, expect, it } from '@jest/globals';
import { lossNames } from '@segue/core/model/losses/losses';
import { checkParameters } from '@segue/core/model/parameter-checks';
import {
  actingParameters,
  defaultParameters,
  lightFmName,
  listParameters,
  nameFromLightFm,
  type LearningSchedule,
  type Parameters,
} from '@segue/core/model/parameters';
import { trainModel } from '@segue/core/model/training/train';
import { bytesOf, interactionsOf, parametersOf } from './interactions.js';

describe("LightFM's names", () => {
  it('are written with underscores, and read back', () => {
    expect(lightFmName('noComponents')).toBe('no_components');
    expect(lightFmName('rho')).toBe('rho');
    for (const [name] of listParameters()) expect(nameFromLightFm(lightFmName(name))).toBe(name);
  });
});

describe('checkParameters', () => {
  it('accepts the defaults', () => {
    expect(() => checkParameters(defaultParameters)).not.toThrow();
  });

  it.each<[Partial<Record<keyof Parameters, unknown>>, string, RegExp]>([
    [{ itemAlpha: -1 }, 'parameter', /itemAlpha is -1; it must be a number from 0/],
    [{ noComponents: 0 }, 'parameter', /noComponents is 0/],
    [{ noComponents: 2.5 }, 'parameter', /noComponents is 2.5; it must be a whole number/],
    [{ rho: 1 }, 'parameter', /rho is 1; it must be a number between 0 and 1/],
    [{ loss: 'mse' }, 'parameter', /loss is mse; it must be one of logistic, bpr, warp, warp-kos/],
    [{ learningSchedule: 'toString' }, 'parameter', /one of adagrad, adadelta/],
    [{ maxSampled: 0 }, 'value', /maxSampled is 0/],
    [{ learningRate: NaN }, 'parameter', /learningRate is NaN/],
    [{ epochs: -1 }, 'parameter', /epochs is -1/],
    [{ epochs: undefined }, 'parameter', /epochs is missing/],
    [{ randomState: -1 }, 'value', /seed is -1/],
    [{ randomState: 0.5 }, 'type', /seed is 0.5/],
  ])('refuses %j and says what it must be', (changes, code, message) => {
    const check = () => checkParameters({ ...defaultParameters, ...changes } as Parameters);
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ code }));
  });
});

describe('actingParameters', () => {
  const data = interactionsOf(
    8,
    12,
    Array.from({ length: 48 }, (_, i) => [i % 8, (i * 7 + (i % 5)) % 12, i % 9 === 0 ? -1 : 1] as const),
  );
  const base = parametersOf({
    noComponents: 3,
    epochs: 4,
    k: 2,
    n: 3,
    maxSampled: 3,
    itemAlpha: 1e-4,
    userAlpha: 1e-4,
  });
  const changed: Partial<Parameters> = {
    noComponents: 4,
    k: 1,
    n: 4,
    learningRate: 0.1,
    rho: 0.5,
    epsilon: 1e-3,
    itemAlpha: 1e-2,
    userAlpha: 1e-2,
    maxSampled: 1,
    epochs: 5,
    randomState: 9,
  };

  const losses = lossNames();
  const schedules: LearningSchedule[] = ['adagrad', 'adadelta'];
  const combinations = losses.flatMap((loss) => schedules.map((schedule) => [loss, schedule] as const));

  it.each(combinations)('are, for %s and %s, those that change the trained bytes', (loss, learningSchedule) => {
    const bytes = (parameters: Parameters) => {
      const model = trainModel(data, { ...parameters, loss, learningSchedule });
      return bytesOf(model.itemEmbeddings, model.userEmbeddings);
    };
    const before = bytes(base);
    const acting = (Object.keys(changed) as (keyof Parameters)[]).filter(
      (name) => bytes({ ...base, [name]: changed[name] }) !== before,
    );
    const named = actingParameters(loss, learningSchedule).filter(
      (name) => name !== 'loss' && name !== 'learningSchedule',
    );
    expect(acting.sort()).toEqual(named.sort());
  });
});
