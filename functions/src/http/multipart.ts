import busboy from 'busboy';
import type { Request } from 'firebase-functions/https';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { requestTo } from '@segue/core/contract/api/client';
import type { FormFile } from '@segue/core/contract/api/route';
import { startUpload } from '@segue/core/contract/api/uploads';

/** A multipart form: its text fields and its one file. */
export interface Form {
  fields: Record<string, string>;
  file: FormFile<Uint8Array>;
}

const mostFields = 20;
const mostFieldBytes = 10_000;

/** The field of the form that carries the file. */
const fileField = 'file';

/**
 * Reads a multipart form from a request that Cloud Functions has already consumed into `rawBody`.
 * @throws not-multipart, missing-file, file-too-large, invalid-request
 */
export async function readForm(request: Request): Promise<Form> {
  if (!request.is('multipart/form-data')) {
    throw new SegueError('not-multipart', 'Send the file as multipart/form-data, in a field named "file".');
  }
  const { fields, files, truncated } = await parseForm(request);
  if (truncated) throw tooLarge();
  const [file, ...others] = files;
  if (!file || file.name === '')
    throw new SegueError('missing-file', 'The form has no file. Add one in the field "file".');
  if (others.length > 0) throw new SegueError('invalid-request', 'The form has several files. Send one at a time.');
  const { field, name, content } = file;
  if (field !== fileField) {
    throw new SegueError('missing-file', `The file is in the field "${field}". Send it in the field "${fileField}".`);
  }
  return { fields, file: { name, content } };
}

interface Parsed {
  fields: Record<string, string>;
  files: (Form['file'] & { field: string })[];
  truncated: boolean;
}

function parseForm(request: Request): Promise<Parsed> {
  return new Promise((resolve, reject) => {
    const parsed: Parsed = { fields: {}, files: [], truncated: false };
    const broken = (error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      reject(new SegueError('invalid-request', `The form cannot be read: ${words}. Send it again.`));
    };
    try {
      const parser = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: { fileSize: limits.uploadBytes, files: 2, fields: mostFields, fieldSize: mostFieldBytes },
      });
      const refuse = (words: string) => reject(new SegueError('invalid-request', words));
      // A field that was dropped or cut may have been the one that says who may see the file.
      parser.on('fieldsLimit', () => refuse(`The form has more than ${mostFields} fields. Send each once.`));
      parser.on('field', (name, value, { valueTruncated }) => {
        if (Object.hasOwn(parsed.fields, name)) refuse(`The form has the field "${name}" twice. Send it once.`);
        if (valueTruncated) refuse(`The field "${name}" has more than ${mostFieldBytes} bytes. Shorten it.`);
        parsed.fields[name] = value;
      });
      parser.on('file', (field, stream, { filename }) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('limit', () => (parsed.truncated = true));
        // A truncated body fails this stream as well as the parser; without a handler, that would end the process.
        stream.on('error', broken);
        stream.on('close', () => parsed.files.push({ field, name: filename, content: Buffer.concat(chunks) }));
      });
      parser.on('close', () => resolve(parsed));
      parser.on('error', broken);
      parser.end(request.rawBody);
    } catch (error) {
      broken(error);
    }
  });
}

function tooLarge(): SegueError {
  const megabytes = limits.uploadBytes / 1_000_000;
  return new SegueError(
    'file-too-large',
    `The file is larger than ${megabytes} MB. Send it in parts: start with ${requestTo(startUpload)}, which can also resume.`,
    { uploads: startUpload.path },
  );
}
