import { safeParse, type $ZodIssue, type $ZodType, type output } from 'zod/v4/core';
import { SegueError, type ErrorCode } from '@segue/core/contract/errors';
import { fieldsOf } from './read-query.js';

/** One problem with the input: where it is, and a sentence about it. */
interface Issue {
  path: string;
  message: string;
}

/** The part of a request that a value came in. */
export type InputPart = 'query' | 'body' | 'form';

/**
 * Parses input with a schema.
 * @throws invalid-request, with a sentence for each wrong field or parameter that says what is allowed
 */
export function checkInput<S extends $ZodType>(schema: S, value: unknown, part: InputPart): output<S> {
  const result = safeParse(schema, value, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => describe(issue, value, part, schema));
  const words = [...new Set(issues.map(({ message }) => message))].join(' ');
  throw new SegueError('invalid-request', words, { issues });
}

/**
 * Parses path parameters with a schema.
 * @param codes error codes of parameters whose refusal is not `not-found`
 * @throws the code of the first refused parameter, with its schema's sentence
 */
export function checkParams(
  schema: $ZodType,
  params: Record<string, string>,
  codes: Readonly<Record<string, ErrorCode>> = {},
): unknown {
  const result = safeParse(schema, params);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SegueError(codes[String(issue?.path[0])] ?? 'not-found', issue?.message ?? 'Nothing exists at this path.');
}

function describe(issue: $ZodIssue, input: unknown, part: InputPart, schema: $ZodType): Issue {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return { path: path || issue.keys.join(', '), message: unknownKeys(issue.keys, path, part, schema) };
  }
  const given = valueAt(input, issue.path) ?? issue.input;
  const subject = path === '' ? `The ${part}` : path;
  if (given === undefined && issue.code !== 'custom') return { path, message: `${subject} is missing.` };
  if (isEmptyText(issue)) return { path, message: `${subject} must not be empty.` };
  return { path, message: `${subject} ${demand(issue)}${shown(given)}.` };
}

function unknownKeys(keys: readonly string[], path: string, part: InputPart, schema: $ZodType): string {
  const noun = (part === 'query' ? 'parameter' : 'field') + (keys.length === 1 ? '' : 's');
  const names = keys.map((key) => `"${key}"`).join(', ');
  if (path !== '')
    return `Unknown ${noun} ${names} in ${path}. Correct or remove ${keys.length === 1 ? 'it' : 'them'}.`;
  return `Unknown ${noun} ${names}. Allowed: ${Object.keys(fieldsOf(schema)).join(', ')}.`;
}

/** The value as the caller wrote it; a schema may have renamed the field or converted it to a number. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (Object(inner) as Record<PropertyKey, unknown>)[key], input);
}

/** What is required, worded to follow the field's name. */
function demand(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeWords[issue.expected] ?? `of type ${issue.expected}`}`;
    case 'invalid_value':
      return issue.message.startsWith('must') ? issue.message : `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'above' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'below' : 'at most', issue.maximum);
    case 'custom':
    case 'invalid_union':
      return issue.message;
    default:
      return `is invalid (${issue.message})`;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

function isEmptyText(issue: $ZodIssue): boolean {
  return issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1;
}

function bound(origin: string, side: string, most: number | bigint): string {
  if (origin === 'string') return `must have ${side} ${most} characters`;
  return origin === 'array' ? `must have ${side} ${most} entries` : `must be ${side} ${most}`;
}

/** The value received, if it is short enough to quote. */
function shown(given: unknown): string {
  if (given === undefined || (typeof given === 'object' && given !== null)) return '';
  const text = JSON.stringify(given);
  return text.length > 60 ? '' : `, not ${text}`;
}
