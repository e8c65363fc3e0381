import { type ColumnKind, kindsOfTable } from '@segue/core/tables/columns/column-kinds';
import { parseTable, type ParsedTable } from '@segue/core/tables/reading/parse-table';

/** How a file is to be read; `null` options are detected. */
export interface ReadingOptions {
  delimiter: string | null;
  header: boolean | null;
  encoding: string | null;
}

/** The beginning of a file as it will be stored. */
export interface Preview {
  table: ParsedTable;
  kinds: ColumnKind[];
  /** Whether the whole file was read. */
  whole: boolean;
  /** Rows of the file: counted if it is `whole`, otherwise estimated from the part that was read. */
  rows: number;
}

/** Bytes read for the preview. */
const previewBytes = 64_000;

/**
 * Reads the beginning of a file in the browser, with the code that will read all of it on the server.
 * @throws TableError saying what is wrong with the file
 */
export async function previewFile(file: File, options: ReadingOptions): Promise<Preview> {
  const whole = file.size <= previewBytes;
  const bytes = new Uint8Array(await file.slice(0, previewBytes).arrayBuffer());
  const table = parseTable(bytes, {
    fileName: file.name,
    partial: !whole,
    header: options.header ?? 'detect',
    ...(options.delimiter === null ? {} : { delimiter: options.delimiter }),
    ...(options.encoding === null ? {} : { encoding: options.encoding }),
  });
  const rows = whole ? table.rows.length : Math.round((table.rows.length / bytes.length) * file.size);
  return { table, kinds: kindsOfTable(table), whole, rows };
}
