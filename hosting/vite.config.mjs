import { defineConfig } from 'vite';
import { clientFields } from './client-fields.mjs';

/** Builds the page into `dist/`: one index.html, hashed assets, a chunk for the first load and one for each lazy part. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [clientFields()],
  worker: { plugins: () => [clientFields()] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The parser asks for Node's build of csv-parse; this is the same code with the Buffer it needs.
  resolve: { alias: { 'csv-parse/sync': 'csv-parse/browser/esm/sync' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What the page always loads is one chunk: split by which lazy chunk shares what, it would be five.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first-load', tags: ['$initial'] }] } } },
  },
});
