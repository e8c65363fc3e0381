/** A failure the user can do something about: its message alone is printed, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Errors whose message is made for the user, wherever in the project they come from. */
const expected = ['Failure', 'ApiError', 'ModelError', 'SegueError'];

/** Ends the program with what went wrong on standard error and exit code 1. */
export function exitWith(error: unknown): never {
  console.error(isExpected(error) ? error.message : error);
  process.exit(1);
}

function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return expected.includes(error.name) || (code?.startsWith('ERR_PARSE_ARGS') ?? false);
}
