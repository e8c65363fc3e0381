import { describe, expect, test } from '@jest/globals';
import { formatMoment } from '@segue/hosting/words/dates';
import {
  formatBytes,
  formatCount,
  formatScore,
  formatShare,
  formatSigned,
  formatStatistic,
} from '@segue/hosting/words/numbers';
import { nounsOf } from '@segue/hosting/words/nouns';
import { differingCharacters } from '@segue/hosting/screens/data/differing-characters';
import { toCsv, toJson } from '@segue/hosting/screens/data/table-text';

describe('numbers', () => {
  test('are grouped, whole, decimal, and have a true minus', () => {
    expect(formatCount(232725)).toBe('232,725');
    expect(formatBytes(33_700_000)).toBe('33.7 MB');
    expect(formatBytes(8127)).toBe('8.1 kB');
    expect(formatBytes(999_600)).toBe('1.0 MB');
    expect(formatScore(-0.084)).toBe('−0.08');
    expect(formatScore(-0.001)).toBe('0.00');
    expect(formatSigned(80)).toBe('+80');
    expect(formatSigned(-30)).toBe('−30');
    expect(formatSigned(0)).toBe('0');
    expect(formatShare(0.623)).toBe('62%');
  });

  test('carry as many digits as a statistic has', () => {
    expect([41.128, 0.36857, 0.000001, 117.666, 2006, -59.417].map(formatStatistic)).toEqual([
      '41.1',
      '0.369',
      '0.000001',
      '117.7',
      '2,006',
      '−59.4',
    ]);
  });
});

describe('formatMoment', () => {
  test('is relative within a day', () => {
    const now = Date.UTC(2026, 10, 12, 12);
    const ago = (seconds: number) => formatMoment(now - seconds * 1000, now);
    expect([0, 4, 61, 7200].map(ago)).toEqual(['just now', '4 seconds ago', '1 minute ago', '2 hours ago']);
    expect(formatMoment(now - 4000, now, true)).toBe('4 s ago');
    expect(ago(90_000)).toContain('2026');
  });
});

describe('nounsOf', () => {
  test('makes nouns of column names', () => {
    expect(nounsOf('genre', 'artist_name')).toEqual({
      user: 'genre',
      users: 'genres',
      item: 'artist',
      items: 'artists',
    });
    expect(nounsOf('userId', 'category')).toMatchObject({ user: 'user', items: 'categories' });
  });
});

describe('differingCharacters', () => {
  test('marks the apostrophe that differs', () => {
    expect(differingCharacters('Children’s Music', ["Children's Music", 'Children’s Music'])).toEqual([
      { text: 'Children', differs: false },
      { text: '’', differs: true },
      { text: 's Music', differs: false },
    ]);
  });

  test('does not count a character twice', () => {
    expect(differingCharacters('aa', ['aa', 'aaa'])).toEqual([{ text: 'aa', differs: false }]);
  });
});

describe('a table as text', () => {
  const columns = ['name', 'note'];
  const rows = [
    ['AC/DC', 'a "quote", and more'],
    [7, ''],
  ];

  test('is CSV with quotes where they are needed', () => {
    expect(toCsv(columns, rows)).toBe('name,note\r\nAC/DC,"a ""quote"", and more"\r\n7,\r\n');
  });

  test('is JSON that reads back', () => {
    expect(JSON.parse(toJson(columns, rows))).toEqual([
      { name: 'AC/DC', note: 'a "quote", and more' },
      { name: 7, note: '' },
    ]);
  });
});
