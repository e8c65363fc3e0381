import { RequestFailure } from './failure.js';

/** Where an emulator was to be started. */
export interface StartPlace {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly rules?: string | undefined;
}

/** Explains in one sentence why an emulator did not start, and what to do. */
export function startProblem(error: unknown, { host = '127.0.0.1', port = 0, rules = '' }: StartPlace): string {
  if (error instanceof RequestFailure && !/^\d/.test(error.message)) return error.message;
  if (error instanceof RequestFailure) return `The rules in ${rules} have an error at ${error.message}`;
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is already in use: stop the process that uses it, or give another port (0 picks a free one).`;
  }
  if (code === 'EACCES' && path === undefined) return `Port ${port} cannot be opened: give one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address ${host}: give 127.0.0.1.`;
  // If a folder is read as a file, the system does not say which.
  const file = path ?? (code === 'EISDIR' ? rules : undefined);
  if (file !== undefined)
    return `The file ${file} cannot be read (${code ?? message}): check its name and permissions.`;
  return message;
}
