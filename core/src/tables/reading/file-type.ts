import { TableError } from './table-error.js';

/** The formats of table files. */
export type FileType = 'csv' | 'json';

/** What to do with a table in another format. */
const advice: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['tsv', 'tab', 'txt', 'psv', 'dat'].map((extension) => [
      extension,
      'If it is a table, rename it to .csv; its delimiter is detected, or name it (\\t is a tab).',
    ]),
  ),
  ...Object.fromEntries(
    ['ndjson', 'jsonl'].map((extension) => [extension, 'Rename it to .json: one record per line works too.']),
  ),
};

/**
 * The type of a file, by the extension of its name.
 * @throws TableError `unsupported-file-type`, with what to do
 */
export function fileTypeOf(fileName: string): FileType {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (extension === 'csv' || extension === 'json') return extension;
  const shown = extension === '' ? 'no extension' : `the extension .${extension}`;
  const next = Object.hasOwn(advice, extension) ? advice[extension]! : 'Save the table as one of these.';
  throw new TableError(
    'unsupported-file-type',
    `"${fileName}" has ${shown}; only .csv and .json files are accepted. ${next}`,
  );
}
