/** A failure that the user can fix: only its message is printed, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Errors whose messages are written for users, wherever they are thrown. */
const expected = ['Failure', 'ApiError', 'ModelError', 'SegueError'];

/** Prints what went wrong to standard error and exits with code 1. */
export function exitWith(error: unknown): never {
  console.error(isExpected(error) ? error.message : error);
  process.exit(1);
}

function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return expected.includes(error.name) || (code?.startsWith('ERR_PARSE_ARGS') ?? false);
}
