import type * as z from 'zod';
import { SegueError } from '@segue/core/contract/errors';

/** One thing that is not as it should be: where, and a sentence. */
interface Issue {
  path: string;
  message: string;
}

/**
 * What a schema makes of what came.
 * @param where What it came in, as the subject of a sentence: "The query".
 * @throws invalid-request, with a sentence for each field or parameter that says what may stand there
 */
export function checkInput<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => sayIssue(issue, value, where, schema));
  const words = [...new Set(issues.map(({ message }) => message))].join(' ');
  throw new SegueError('invalid-request', words, { issues });
}

type ZodIssue = z.core.$ZodIssue;

function sayIssue(issue: ZodIssue, input: unknown, where: string, schema: z.ZodType): Issue {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    const known = path === '' ? knownKeys(schema) : [];
    const list = known.length === 0 ? 'Correct or leave it out' : `Known are ${known.join(', ')}`;
    const place = path === '' ? where : `${where}, in ${path},`;
    return { path: path || issue.keys.join(', '), message: `${place} has the unknown ${keys}. ${list}.` };
  }
  const given = valueAt(input, issue.path) ?? issue.input;
  const subject = path === '' ? where : path;
  if (given === undefined && issue.code !== 'custom') return { path, message: `${subject} is missing.` };
  return { path, message: `${subject} ${demand(issue)}${shown(given)}.` };
}

/** What the caller wrote; a schema may have renamed the field or made a number of it. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (Object(inner) as Record<PropertyKey, unknown>)[key], input);
}

/** What is asked for, in words that go on from the field's name. */
function demand(issue: ZodIssue): string {
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
      return `is not as it should be (${issue.message})`;
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

function bound(origin: string, side: string, most: number | bigint): string {
  if (origin === 'string' && side === 'at least' && most === 1) return 'must not be empty';
  if (origin === 'string') return `must have ${side} ${most} characters`;
  return origin === 'array' ? `must have ${side} ${most} entries` : `must be ${side} ${most}`;
}

/** What came instead, where it is short enough to be told. */
function shown(given: unknown): string {
  if (given === undefined || (typeof given === 'object' && given !== null)) return '';
  const text = JSON.stringify(given);
  return text.length > 60 ? '' : `, not ${text}`;
}

function knownKeys(schema: z.ZodType): string[] {
  if ('shape' in schema) return Object.keys(schema.shape as object);
  return 'out' in schema ? knownKeys(schema.out as z.ZodType) : [];
}
