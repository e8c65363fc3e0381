import { type Cell, cellText } from './cells.js';
import { kindOfCell, traitsOf } from './columns/column-kinds.js';
import type { Decimal } from './decimals.js';

/** The exact number in a cell; `null` if the cell is not a number. */
export function decimalOfCell(cell: Cell): Decimal | null {
  if (cell === '') return null;
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) return { units: BigInt(cell), scale: 0 };
  return traitsOf(kindOfCell(cell)).numeric?.decimal(cellText(cell)) ?? null;
}
