/** `npm run sample`: writes emulator-data/sample.csv, always the same bytes. */
import { writeFile } from 'node:fs/promises';
import { makeSampleRows, sampleColumns } from './sample/rows.js';
import { inRoot } from './suite/root.js';

const seed = 1;
const rows = makeSampleRows(seed);
const text = [sampleColumns, ...rows].map((row) => row.map(quote).join(',')).join('\n') + '\n';
await writeFile(inRoot('emulator-data/sample.csv'), text);
console.log(`emulator-data/sample.csv: ${rows.length} rows, ${Buffer.byteLength(text)} bytes`);

function quote(cell: string | number): string {
  const plain = String(cell);
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
