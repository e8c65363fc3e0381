import type { KindTraits } from './kind-traits.js';

const dateText =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** ISO dates, with or without a time. `4-Apr`, which spreadsheets make out of `4/4`, is text. */
export const dateKind: KindTraits = {
  label: 'date',
  storedAt: 3,
  firsts: '0123456789',
  lengths: [10, Infinity],
  accepts: (text) => dateText.test(text) && isDay(text),
  covers: [],
  numeric: null,
  ordered: true,
  identity: null,
};

function isDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
