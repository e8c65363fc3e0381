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
  });
});

describe('a schedule', () => {
  it.each([1, 1_796_022_718, 2 ** 53 - 1])('has another seed than its neighbours, as %d has', (number) => {
    expect(new Set([number - 1, number, number + 1].map(seedOfSchedule)).size).toBe(3);
  });

  it('has the seed that it always had', () => {
    for (const number of [1, 830, 999_999_999]) expect(seedOfSchedule(number) | 0).toBe((number * 7919 + 1) | 0);
  });
});
