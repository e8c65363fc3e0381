import { basename } from 'node:path';
import { parseTable, TableError, type ParsedTable, type ParseOptions } from '@segue/core/tables/reading/parse-table';
import { Failure } from '../failure.js';
import { readNamedFile } from './read-file.js';

/** How to read a file; options left out are detected. */
export interface TableFileOptions {
  header?: boolean | 'detect' | undefined;
  delimiter?: string | undefined;
  encoding?: string | undefined;
}

/**
 * Reads a table from disk, like an upload: JSON if its name says so, otherwise CSV.
 *
 * @throws Failure if it cannot be read or is not a table
 */
export async function readTableFile(path: string, options: TableFileOptions): Promise<ParsedTable> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  try {
    // A local file may have any name, as research data sets often do.
    const type = /\.(json|ndjson|jsonl)$/i.test(path) ? 'json' : 'csv';
    return parseTable(await readNamedFile(path), {
      fileName: basename(path),
      type,
      ...(given as Partial<ParseOptions>),
    });
  } catch (error) {
    if (error instanceof TableError) throw new Failure(`${path}: ${error.message}`);
    throw error;
  }
}

/**
 * The index of a column, from 0.
 *
 * @param wanted its name, or its number from 1 if no column has that name
 */
export function findColumn({ columns }: ParsedTable, wanted: string): number {
  const named = columns.indexOf(wanted);
  const numbered = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
  if (named >= 0) return named;
  if (numbered >= 0 && numbered < columns.length) return numbered;
  throw new Failure(
    `There is no column "${wanted}": name one of ${columns.join(', ')}, or a number from 1 to ${columns.length}.`,
  );
}
