/** Numbers as people read them: the viewer's locale, a true minus sign, counts never abbreviated. */

import { formatStatistic as inDigits } from '@segue/core/tables/profile/statistic-text';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const formats = new Map<string, Intl.NumberFormat>();

function fixed(digits: number): Intl.NumberFormat {
  let format = formats.get(`f${digits}`);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(`f${digits}`, format);
  }
  return format;
}

/** Replaces a hyphen used as a minus sign. */
function trueMinus(text: string): string {
  return text.replace(/^-/, '−');
}

/** A count with digit grouping and no decimals: 232,725. */
export function formatCount(count: number): string {
  return trueMinus(whole.format(count));
}

/** A count with its noun: "1 row", "232,725 rows". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** A number with a fixed number of decimals; a value that rounds to zero has no sign. */
export function formatFixed(value: number, digits: number): string {
  const rounded = Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
  return trueMinus(fixed(digits).format(rounded));
}

/** A score, with two decimals. */
export function formatScore(value: number): string {
  return formatFixed(value, 2);
}

/** A number that always has a sign, except zero: +80, −30, 0. */
export function formatSigned(value: number, digits = 0): string {
  const text = formatFixed(value, digits);
  return value > 0 && !/^0([.,]0*)?$/.test(text) ? `+${text}` : text;
}

/** A statistic, rounded to the digits worth showing: 41.1, 0.369, 0.000001. */
export function formatStatistic(value: number): string {
  return inDigits(value, (number, digits) => trueMinus(new Intl.NumberFormat(undefined, digits).format(number)));
}

const units = ['byte', 'kB', 'MB', 'GB'] as const;

/** A size in decimal units: 33.7 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${formatFixed(value, value < 99.5 ? 1 : 0)} ${units[unit]!}`;
}

/** A fraction of one as a percentage, without decimals from 1% on: 62%, 4%, 0.4%. */
export function formatShare(share: number): string {
  const percent = share * 100;
  const digits = Math.abs(percent) >= 1 || percent === 0 ? 0 : 1;
  return `${formatFixed(percent, digits)}%`;
}
