import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

describe('parseTable in a browser', () => {
  it('needs no Buffer and nothing else of Node, with csv-parse mapped to its browser build', () => {
    const { outputFiles } = buildSync({
      entryPoints: [join(__dirname, '../../core/src/tables/reading/parse-table.ts')],
      alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' },
      bundle: true,
      platform: 'browser',
      format: 'iife',
      globalName: 'tables',
      write: false,
    });
    const script = `${outputFiles[0]!.text}
      const bytes = new TextEncoder().encode('genre,artist\\r\\nPop,"Sia, ""S"""\\r\\nRock,Mötley Crüe\\r\\nJ');
      const table = tables.parseTable(bytes, { fileName: 'x.csv' });
      JSON.stringify([table.columns, table.rows, table.repairs.length, typeof Buffer]);`;
    const result = runInNewContext(script, { TextEncoder, TextDecoder, Uint8Array }) as string;
    expect(JSON.parse(result)).toEqual([
      ['genre', 'artist'],
      [
        ['Pop', 'Sia, "S"'],
        ['Rock', 'Mötley Crüe'],
        ['J', ''],
      ],
      1,
      'undefined',
    ]);
  });
});
