import { describe, expect, it } from '@jest/globals';
import type { $ZodType } from 'zod/v4/core';
import type { SegueError } from '@segue/core/contract/errors';
import { datasetChange, uploadFields } from '@segue/core/contract/api/dataset-requests';
import { modelDefinition } from '@segue/core/contract/api/model-definition';
import { currentChange } from '@segue/core/contract/api/model-requests';
import { similarQuery, tastesRequest, userQuery } from '@segue/core/contract/api/recommendation-requests';
import { rowChange, rowsAppend, rowsQuery } from '@segue/core/contract/api/row-requests';
import { uploadStart } from '@segue/core/contract/api/upload-requests';
import { checkInput, type InputPart } from '@segue/functions/http/check-input';
import { readQuery } from '@segue/functions/http/read-query';

function refusal(schema: $ZodType, value: unknown, part: InputPart): SegueError {
  try {
    checkInput(schema, value, part);
  } catch (error) {
    return error as SegueError;
  }
  throw new Error('Nothing was refused.');
}

const model = { dataset: 'd', user: 'u', item: 'i' };
const allowed = 'Allowed: position, seed, start, count.';

describe('checkInput', () => {
  it.each<[$ZodType, unknown, InputPart, string]>([
    [rowsQuery, { position: 'banana' }, 'query', 'position must be one of first, last, random, not "banana".'],
    [rowsQuery, { position: 'random', seed: 'abc' }, 'query', 'seed must be a number, not "abc".'],
    [rowsQuery, { seed: '1.5' }, 'query', 'seed must be a whole number, not "1.5".'],
    [rowsQuery, { start: '-1' }, 'query', 'start must be at least 0, not "-1".'],
    [rowsQuery, { start: 'NaN' }, 'query', 'start must be a number, not "NaN".'],
    [rowsQuery, { count: '1001' }, 'query', 'count must be at most 1000, not "1001".'],
    [rowsQuery, { cuont: '1' }, 'query', `Unknown parameter "cuont". ${allowed}`],
    [rowsQuery, { start: '1', position: 'last' }, 'query', 'The query names two places. Send start, or'],
    [userQuery, {}, 'query', 'user is missing.'],
    [rowsQuery, { a: '1', b: '2' }, 'query', `Unknown parameters "a", "b". ${allowed}`],
    [userQuery, { user: '' }, 'query', 'user must not be empty.'],
    [userQuery, { user: ['a', 'b'] }, 'query', 'user must be a text.'],
    [userQuery, { user: 'a', offset: '-1' }, 'query', 'offset must be at least 0, not "-1".'],
    [userQuery, { user: 'a', offset: '1e9' }, 'query', 'offset must be at most 1000000, not "1e9".'],
    [userQuery, { user: 'a', allow: ['b', ''] }, 'query', 'allow.1 must not be empty.'],
    [userQuery, { user: 'a', exclude: ['x'.repeat(1001)] }, 'query', 'exclude.0 must have at most 1000 characters.'],
    [similarQuery, { item: 'a', allow: Array(1001).fill('b') }, 'query', 'allow must have at most 1000 entries.'],
    [tastesRequest, { tastes: [{ user: 'a' }], allow: 'b' }, 'body', 'allow must be an array, not "b".'],
    [tastesRequest, { tastes: [{ user: 'a' }], allow: [] }, 'body', 'allow must name an item; leave it out to accept'],
    [uploadFields, { header: 'maybe' }, 'form', 'header must be true, false or detect, not "maybe".'],
    [uploadFields, { visibility: 'x' }, 'form', 'visibility must be one of public, private, not "x".'],
    [uploadFields, { description: 'x'.repeat(1001) }, 'form', 'description must have at most 1000 characters.'],
    [uploadStart, { fileName: 'a.csv', bytes: 9, header: 3 }, 'body', 'header must be true, false or detect, not 3.'],
    [modelDefinition, { ...model, minimumRows: 'few' }, 'body', 'minimumRows must be "auto" or a whole number from 1'],
    [modelDefinition, { ...model, learning_rate: 0 }, 'body', 'learningRate must be above 0, not 0.'],
    [modelDefinition, { ...model, epoch: 3 }, 'body', 'Unknown field "epoch". Allowed: dataset, user,'],
    [modelDefinition, { ...model, userLists: 'yes' }, 'body', 'userLists must be true or false, not "yes".'],
    [modelDefinition, { ...model, itemFeatures: ['a', 'a'] }, 'body', 'itemFeatures must name each column once'],
    [modelDefinition, [], 'body', 'The body must be an object.'],
    [
      datasetChange,
      {},
      'body',
      'The body has nothing to change. Send at least one of name, description, visibility, copies.',
    ],
    [currentChange, {}, 'body', 'The body has nothing to change. Send version, pinned or both.'],
    [rowChange, 'x', 'body', 'The body must be an object, not "x".'],
    [rowsAppend, { rows: [] }, 'body', 'rows must have at least 1 entries.'],
    [
      tastesRequest,
      { tastes: Array(21).fill({ item: 'a' }) },
      'body',
      'tastes must have at most 20 elements, or be those of',
    ],
    [tastesRequest, { tastes: [{}] }, 'body', 'tastes.0 must name either a user or an item.'],
    [tastesRequest, { tastes: [{ user: 'a', weight: 1e308 }] }, 'body', 'tastes.0.weight must be at most 1000, not'],
    [
      tastesRequest,
      { tastes: [{ user: 'a', wait: 1 }] },
      'body',
      'Unknown field "wait" in tastes.0. Correct or remove it.',
    ],
  ])('says what may stand there (%#)', (schema, value, part, words) => {
    const { code, message, extra } = refusal(schema, value, part);
    expect(code).toBe('invalid-request');
    expect(` ${message}`).toContain(` ${words}`);
    expect(JSON.stringify(extra['issues'])).not.toMatch(/Invalid|Unrecognized|Too /);
  });

  it('gives back what passes, with defaults', () => {
    expect(checkInput(rowsQuery, { start: '5' }, 'query')).toEqual({ start: 5, count: 10 });
    expect(checkInput(tastesRequest, { tastes: [{ item: 'a' }] }, 'body').tastes?.[0]?.weight).toBe(1);
    const likes = Array<object>(1000).fill({ item: 'a' });
    expect(checkInput(tastesRequest, { newUser: true, tastes: likes }, 'body').tastes).toHaveLength(1000);
  });
});

describe('readQuery', () => {
  const read = (query: string) => readQuery(`/api/x${query}`, userQuery);

  it('makes a list of what may be one, and of what is repeated', () => {
    const all = { user: 'R&B', allow: ['Sade'], exclude: ['Earth, Wind & Fire', ''], count: ['1', '2'] };
    const query = '?user=R%26B&allow=Sade&exclude=Earth,+Wind+%26%20Fire&exclude=&count=1&count=2';
    expect(read(query)).toEqual(all);
    expect([read(''), read('?'), readQuery('/x?a=1', rowsQuery)]).toEqual([{}, {}, { a: '1' }]);
  });

  it('loses none of many names, and takes brackets for letters', () => {
    const names = Array.from({ length: 1500 }, (_, at) => `Item ${at}`);
    expect(read(`?${names.map((name) => `allow=${name}`).join('&')}`)).toEqual({ allow: names });
    expect(() => checkInput(userQuery, read('?user[a]=b&user=c&__proto__=d'), 'query')).toThrow(
      /^Unknown parameters "user\[a\]", "__proto__"/,
    );
  });
});
