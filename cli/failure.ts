/** A failure the user can do something about: its message alone is printed, without a stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Ends the program with what went wrong on standard error and exit code 1. */
export function exitWith(error: unknown): never {
  const expected = error instanceof Error && (error instanceof Failure || error.name === 'ApiError');
  console.error(expected ? error.message : error);
  process.exit(1);
}
