import { problem, SegueError, type Problem } from '../contract/errors.js';
import { TableError } from '../datasets/table-error.js';
import { errorText, log } from '../log.js';
import { ModelError } from '../model/errors.js';

/** The reply to an error. What is not meant for callers becomes `internal`, and its message stays in the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof SegueError) return problem(error.code, error.message, error.extra);
  if (error instanceof TableError) return problem(error.code, error.message);
  if (error instanceof ModelError) return problem('invalid-parameters', error.message);
  log.error('A request failed', { error: errorText(error) });
  return problem('internal', 'Something went wrong on our side. The log has the details; try again.');
}
