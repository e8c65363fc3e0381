import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of an archive: its path in it, and its text, made when its turn comes. */
export interface ArchivedFile {
  path: string;
  pieces: () => AsyncIterable<string> | Iterable<string>;
}

/**
 * A ZIP archive in pieces, no more of it in memory than a few of them.
 *
 * @param at the time that its files have, in milliseconds since 1970
 * @throws what making a file throws, in the middle of the archive
 */
export function zipOf(files: readonly ArchivedFile[], at: number): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const output = new PassThrough();
  let open: Readable | null = null;
  output.on('close', () => open?.destroy());
  zip.on('error', (error) => output.destroy(error as Error));
  for (const { path, pieces } of files) {
    zip.addReadStreamLazy(path, { mtime: new Date(at) }, (ready) => {
      const file = Readable.from(pieces());
      // yazl leaves the errors of such a stream to its maker.
      file.on('error', (error) => output.destroy(error));
      open = file;
      ready(null, file);
    });
  }
  zip.end();
  zip.outputStream.pipe(output);
  return output;
}
