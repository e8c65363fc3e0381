import { addDecimals, type Decimal, lowest } from '../decimals.js';

/** The sum of two exact doubles up to this is an exact double too. */
const half = Number.MAX_SAFE_INTEGER / 2;
const powers = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** A sum of decimals that never rounds. Small terms are first added as doubles, which hold them exactly. */
export class ExactSum {
  readonly #small: number[] = [];
  #carried: Decimal = { units: 0n, scale: 0 };

  /** Adds `times` × `units` × 10^−`scale`; all three are whole. */
  add(units: number, scale: number, times: number): void {
    const term = units * times;
    if (Math.abs(term) > half) return this.addDecimal({ units: BigInt(units) * BigInt(times), scale });
    const sum = (this.#small[scale] ?? 0) + term;
    this.#small[scale] = sum;
    if (Math.abs(sum) > half) this.#carry(scale);
  }

  /** Adds a decimal of any size. */
  addDecimal(decimal: Decimal): void {
    this.#carried = addDecimals(this.#carried, decimal);
  }

  /** The sum, at the smallest scale. */
  total(): Decimal {
    this.#small.forEach((_, scale) => this.#carry(scale));
    return lowest(this.#carried);
  }

  #carry(scale: number): void {
    this.#carried = addDecimals(this.#carried, { units: BigInt(this.#small[scale]!), scale });
    this.#small[scale] = 0;
  }
}

/** A number in units whose square a double holds exactly; null if there are none. */
export function smallDecimal(value: number): { units: number; scale: number } | null {
  if (Number.isInteger(value)) return Math.abs(value) < 2 ** 26 ? { units: value, scale: 0 } : null;
  const text = String(value);
  const point = text.indexOf('.');
  if (point === -1 || text.includes('e')) return null;
  const scale = text.length - point - 1;
  if (scale >= powers.length) return null;
  const units = Math.round(value * powers[scale]!);
  return Math.abs(units) < 2 ** 26 ? { units, scale } : null;
}
