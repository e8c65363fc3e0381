import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import type { SegueError } from '@segue/core/contract/errors';
import {
  currentChange,
  datasetChange,
  modelDefinition,
  recommendationQuery,
  rowChange,
  rowsAppend,
  rowsQuery,
  tastesRequest,
  uploadFields,
  uploadStart,
} from '@segue/core/contract/requests';
import { checkInput } from '@segue/functions/http/check-input';

function refusal(schema: z.ZodType, value: unknown, where: string): SegueError {
  try {
    checkInput(schema, value, where);
  } catch (error) {
    return error as SegueError;
  }
  throw new Error('Nothing was refused.');
}

const model = { dataset: 'd', user: 'u', item: 'i' };
const knownRows = 'Known are position, seed, start, count.';

describe('checkInput', () => {
  it.each<[z.ZodType, unknown, string, string]>([
    [rowsQuery, { position: 'banana' }, 'The query', 'position must be one of first, last, random, not "banana".'],
    [rowsQuery, { position: 'random', seed: 'abc' }, 'The query', 'seed must be a number, not "abc".'],
    [rowsQuery, { seed: '1.5' }, 'The query', 'seed must be a whole number, not "1.5".'],
    [rowsQuery, { start: '-1' }, 'The query', 'start must be at least 0, not "-1".'],
    [rowsQuery, { start: 'NaN' }, 'The query', 'start must be a number, not "NaN".'],
    [rowsQuery, { count: '1001' }, 'The query', 'count must be at most 1000, not "1001".'],
    [rowsQuery, { cuont: '1' }, 'The query', `The query has the unknown "cuont". ${knownRows}`],
    [rowsQuery, { start: '1', position: 'last' }, 'The query', 'The query asks for a place twice. Send start, or'],
    [recommendationQuery, {}, 'The query', 'user is missing.'],
    [recommendationQuery, { user: '' }, 'The query', 'user must not be empty, not "".'],
    [uploadFields, { header: 'maybe' }, 'The form', 'header must be true, false or detect, not "maybe".'],
    [uploadFields, { visibility: 'x' }, 'The form', 'visibility must be one of public, private, not "x".'],
    [uploadFields, { description: 'x'.repeat(1001) }, 'The form', 'description must have at most 1000 characters.'],
    [
      uploadStart,
      { fileName: 'a.csv', bytes: 9, header: 3 },
      'The body',
      'header must be true, false or detect, not 3.',
    ],
    [
      modelDefinition,
      { ...model, minimumRows: 'few' },
      'The body',
      'minimumRows must be "auto" or a whole number from 1',
    ],
    [modelDefinition, { ...model, learning_rate: 0 }, 'The body', 'learningRate must be above 0, not 0.'],
    [modelDefinition, { ...model, epoch: 3 }, 'The body', 'The body has the unknown "epoch". Known are dataset, user,'],
    [modelDefinition, { ...model, itemFeatures: ['a', 'a'] }, 'The body', 'itemFeatures must name each column once'],
    [modelDefinition, [], 'The body', 'The body must be an object.'],
    [datasetChange, {}, 'The body', 'The body changes nothing. Send at least one of name, description, visibility.'],
    [currentChange, {}, 'The body', 'The body changes nothing. Send version, pinned or both.'],
    [rowChange, 'x', 'The body', 'The body must be an object, not "x".'],
    [rowsAppend, { rows: [] }, 'The body', 'rows must have at least 1 entries.'],
    [tastesRequest, { tastes: [{}] }, 'The body', 'tastes.0 must name either a user or an item.'],
    [
      tastesRequest,
      { tastes: [{ user: 'a', weight: 1e308 }] },
      'The body',
      'tastes.0.weight must be at most 1000, not',
    ],
    [tastesRequest, { tastes: [{ user: 'a', wait: 1 }] }, 'The body', 'The body, in tastes.0, has the unknown "wait".'],
  ])('says what may stand there (%#)', (schema, value, where, words) => {
    const { code, message, extra } = refusal(schema, value, where);
    expect(code).toBe('invalid-request');
    expect(message).toContain(words);
    expect(JSON.stringify(extra['issues'])).not.toMatch(/Invalid|Unrecognized|Too /);
  });

  it('gives back what passes, with defaults', () => {
    expect(checkInput(rowsQuery, { start: '5' }, 'The query')).toEqual({ start: 5, count: 10 });
    expect(checkInput(tastesRequest, { tastes: [{ item: 'a' }] }, 'The body').tastes[0]!.weight).toBe(1);
  });
});
