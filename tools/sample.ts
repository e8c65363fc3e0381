/**
 * `npm run sample`: writes emulator-data/sample.csv, always the same bytes; with `-- --export`, all of emulator-data.
 */
import { writeFile } from 'node:fs/promises';
import { exportSample } from './sample/export.js';
import { makeSampleRows, sampleColumns } from './sample/rows.js';
import { inRoot } from '@segue/suite/launcher/root';

const seed = 1;
const rows = makeSampleRows(seed);
const text = [sampleColumns, ...rows].map((row) => row.map(quote).join(',')).join('\n') + '\n';
await writeFile(inRoot('emulator-data/sample.csv'), text);
console.log(`emulator-data/sample.csv: ${rows.length} rows, ${Buffer.byteLength(text)} bytes`);
if (process.argv.includes('--export')) console.log(`emulator-data: ${await exportSample()} bytes together`);

function quote(cell: string | number): string {
  const plain = String(cell);
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
