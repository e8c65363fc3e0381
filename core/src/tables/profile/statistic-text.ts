/** Options of `Intl.NumberFormat`. */
type Digits = { maximumFractionDigits: number } | { maximumSignificantDigits: number };

/**
 * A statistic as text, rounded to the digits worth showing: 41.1, 0.369, 0.000001. Pass `format` to write numbers
 * differently, say with a decimal comma or grouped.
 */
export function formatStatistic(value: number, format: (value: number, digits: Digits) => string = plain): string {
  const isWhole = (Number.isInteger(value) || Math.abs(value) >= 1000) && Math.abs(value) < 1e15;
  return format(value, isWhole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 + magnitude(value) });
}

function plain(value: number, digits: Digits): string {
  return new Intl.NumberFormat('en', { ...digits, useGrouping: false }).format(value);
}

function magnitude(value: number): number {
  return Math.max(0, Math.min(10, Math.floor(Math.log10(Math.abs(value) || 1)) - 1));
}
