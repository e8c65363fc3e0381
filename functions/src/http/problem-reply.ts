import { problem, SegueError, type Problem } from '@segue/core/contract/errors';
import { TableError } from '@segue/core/tables/reading/table-error';
import { errorText, log } from '../log.js';
import { ModelError } from '@segue/core/model/errors';

/** The reply to an error. Errors not meant for callers become `internal`, and their messages stay in the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof SegueError) return problem(error.code, error.message, error.extra);
  if (error instanceof TableError) return problem(error.code, error.message);
  if (error instanceof ModelError) return problem('invalid-parameters', error.message);
  log.error('A request failed', { error: errorText(error) });
  return problem('internal', 'Something went wrong on our side. The log has the details; try again.');
}
