import { type Cell, cellText } from './cells.js';
import { kindOfCell } from './columns/column-kinds.js';
import { type Decimal, parseDecimal } from './decimals.js';

/** The exact number in a cell; `null` where it holds none. */
export function decimalOfCell(cell: Cell): Decimal | null {
  if (cell === '') return null;
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) return { units: BigInt(cell), scale: 0 };
  const kind = kindOfCell(cell);
  return kind === 'integer' || kind === 'number' ? parseDecimal(cellText(cell)) : null;
}
