import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** The texts of the files in a ZIP archive, by name. */
export async function filesIn(archive: Uint8Array): Promise<Map<string, string>> {
  const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(Buffer.from(archive), { lazyEntries: false });
  const entries: Entry[] = [];
  zip.on('entry', (entry: Entry) => entries.push(entry));
  await new Promise((resolve) => zip.once('end', resolve));
  const open = promisify(zip.openReadStream.bind(zip) as (entry: Entry, done: (error: Error | null) => void) => void);
  const texts = entries.map(async (entry) => [entry.fileName, await text((await open(entry)) as never)] as const);
  return new Map(await Promise.all(texts));
}
