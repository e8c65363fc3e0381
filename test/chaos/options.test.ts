import { describe, expect, it } from '@jest/globals';
import { chaosOptions } from './options.js';
import { seedOfSchedule } from './search.js';

describe('npm run chaos', () => {
  it.each([0, 1, 1_796_022_718, 2 ** 53])('takes %d as a seed and as a number of schedules', (number) => {
    const options = chaosOptions(['--seed', String(number), '--schedules', String(number)]);
    expect(options).toEqual({ seed: number, schedules: number });
  });

  it.each(['9007199254740993', '-1', '1.5', '1e3', 'x', ''])('refuses "%s"', (text) => {
    expect(() => chaosOptions([`--seed=${text}`])).toThrow(`--seed is "${text}": give a whole number from 0 to 2^53.`);
    expect(() => chaosOptions([`--schedules=${text}`])).toThrow('--schedules is');
  });

  it('looks into one small case, if asked to', () => {
    expect(chaosOptions(['--seed', '1', '--case', 'an edit'])).toEqual({ seed: 1, schedules: 1000, case: 'an edit' });
    expect(() => chaosOptions(['--case', 'an audit'])).toThrow(
      'There is no small case "an audit". Small cases: an edit;',
    );
  });
});

describe('a schedule', () => {
  it.each([1, 830, 999_999_999, 1_796_022_718, 2 ** 53 - 1])(
    'draws from all bits of its number, as %d does',
    (number) => {
      expect(seedOfSchedule(number) | 0).toBe(Number(BigInt.asIntN(32, BigInt(number) * 7919n + 1n)));
    },
  );
});
