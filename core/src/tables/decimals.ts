/** An exact decimal number: `units` × 10^−`scale`. Sums are the same in any order and can be undone. */
export interface Decimal {
  units: bigint;
  scale: number;
}

const powers = [1n];

/** 10 to a non-negative power. */
export function powerOfTen(exponent: number): bigint {
  for (let next = powers.length; next <= exponent; next++) powers.push(powers[next - 1]! * 10n);
  return powers[exponent]!;
}

/** The exact value of a number's text, at the smallest scale: `1.50` is 15 tenths, `2e3` is 2000. */
export function parseDecimal(text: string): Decimal {
  const mark = text.search(/[eE]/);
  const mantissa = mark === -1 ? text : text.slice(0, mark);
  const exponent = mark === -1 ? 0 : Number(text.slice(mark + 1));
  const point = mantissa.indexOf('.');
  const fraction = point === -1 ? '' : mantissa.slice(point + 1).replace(/0+$/, '');
  const units = BigInt((point === -1 ? mantissa : mantissa.slice(0, point)) + fraction);
  const scale = fraction.length - exponent;
  return scale >= 0 ? lowest({ units, scale }) : { units: units * powerOfTen(-scale), scale: 0 };
}

/** The sum of two decimals, at the larger scale of the two. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  return a.scale > b.scale
    ? { units: a.units + rescale(b, a.scale), scale: a.scale }
    : { units: rescale(a, b.scale) + b.units, scale: b.scale };
}

/** The units of a decimal at a scale not smaller than its own. */
export function rescale(decimal: Decimal, scale: number): bigint {
  return decimal.units * powerOfTen(scale - decimal.scale);
}

/** The same value at the smallest scale that can hold it, so that equal values are written alike. */
export function lowest({ units, scale }: Decimal): Decimal {
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale--;
  }
  return { units, scale };
}

/** The mean of `count` decimals with this sum, even if the sum is too large for a double. */
export function meanOfSum(sum: Decimal, count: number): number {
  const total = decimalToNumber(sum);
  if (Number.isFinite(total)) return total / count;
  return decimalToNumber({ units: sum.units / BigInt(count), scale: sum.scale });
}

/** The double nearest to a decimal; infinite if it is too large. */
export function decimalToNumber({ units, scale }: Decimal): number {
  const exact = units <= 9007199254740991n && units >= -9007199254740991n && scale <= 22;
  // The quotient of two exact doubles is rounded once, as is a number read from text.
  return exact ? Number(units) / Number(powerOfTen(scale)) : Number(`${units}e-${scale}`);
}
