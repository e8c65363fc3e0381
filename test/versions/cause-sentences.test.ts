import { describe, expect, test } from '@jest/globals';
import { cause as schema, type Cause } from '@segue/core/contract/stored/cause';
import { describeCause, describeCauses, describeUse } from '@segue/core/versions/answering/cause-sentences';

const edit = { at: 5, by: 'Lea', kind: 'edit', rows: 1, row: 10411, column: 'genre', from: '', to: 'Jazz' } as const;
const append = { at: 7, by: 'a guest', kind: 'append', rows: 2000, row: 5 } as const;
const change = 'Lea changed genre in row 10,412 from empty to Jazz.';

test.each<[Cause, string]>([
  [{ kind: 'first' }, 'The model is new.'],
  [{ kind: 'edit', count: 1, rows: 1, last: edit }, change],
  [{ kind: 'edit', count: 1, rows: 1, more: true, last: edit }, `1 or more edits, the last: ${change}`],
  [{ kind: 'edit', count: 1200, rows: 1200, last: edit }, `1,200 edits, the last: ${change}`],
  [
    { kind: 'append', count: 2, rows: 2001, last: append },
    '2,001 rows added in 2 steps, the last: A guest added 2,000 rows.',
  ],
  [
    { kind: 'delete', count: 3, rows: 3, last: { at: 1, by: '', kind: 'delete', rows: 1, row: 0 } },
    '3 rows deleted, the last: Someone deleted row 1.',
  ],
  [{ kind: 'many', count: 1 }, 'One change of its rows.'],
  [{ kind: 'many', count: 2 }, '2 changes of its rows.'],
  [{ kind: 'many', count: 20 }, '20 or more changes of its rows.'],
  [{ kind: 'file' }, 'A new file replaced the rows.'],
  [{ kind: 'file', entry: { at: 1, by: 'Lea', kind: 'replace', rows: 3 } }, 'Lea replaced the file, 3 rows.'],
  [{ kind: 'foreign', count: 0, blocks: [] }, 'A write from outside the app.'],
  [{ kind: 'foreign', count: 2, blocks: [0] }, 'A write from outside the app, in block 0.'],
  [{ kind: 'foreign', count: 2, blocks: [1, 4] }, 'A write from outside the app, in blocks 1, 4.'],
  [
    { kind: 'foreign', count: 9, blocks: [1, 4, 7] },
    'A write from outside the app, in blocks 1, 4, 7 and possibly more.',
  ],
  [{ kind: 'foreign', count: 9, blocks: [1] }, 'A write from outside the app, in block 1 and possibly more.'],
  [{ kind: 'merges', added: 1, removed: 0, from: 'jazz', into: 'Jazz' }, 'jazz now counts as Jazz.'],
  [{ kind: 'merges', added: 0, removed: 1, from: 'jazz', into: 'Jazz' }, 'jazz no longer counts as Jazz.'],
  [{ kind: 'merges', added: 2, removed: 1 }, 'Merges of spellings: 2 added, 1 undone.'],
  [{ kind: 'merges', added: 0, removed: 0 }, 'Merges of spellings: in another order.'],
  [{ kind: 'options', names: ['epochs'] }, 'New options: epochs.'],
  [{ kind: 'options', names: ['a', 'b', 'c'] }, 'New options: a, b and c.'],
  [{ kind: 'options', names: ['a', 'b', 'c', 'd'] }, 'New options: a, b, c and 1 more.'],
  [{ kind: 'choice' }, 'Another method was chosen.'],
  [{ kind: 'choice', method: 'ials' }, 'Another method was chosen: ials.'],
  [{ kind: 'code', from: '2', to: '3' }, 'A new release trains with version 3 of the code, no longer 2.'],
  [{ kind: 'code', from: '2', to: '2' }, 'A new release counts the rows in another form.'],
  [{ kind: 'rollback', from: 15, to: 12 }, 'Rolled back from version 15 to version 12.'],
  [{ kind: 'rollback', from: 12, to: 15 }, 'Version 15 was put back in place of version 12.'],
  [{ kind: 'release' }, 'The pin was released.'],
  [{ kind: 'request' }, 'A training was requested.'],
])('%j is a sentence, and can be stored', (cause, sentence) => {
  expect(describeCause(cause)).toBe(sentence);
  expect(schema.parse(JSON.parse(JSON.stringify(cause)))).toEqual(cause);
});

test('several causes are a sentence each', () => {
  expect(describeCauses([{ kind: 'release' }, { kind: 'edit', count: 1, rows: 1, last: edit }])).toBe(
    `The pin was released. ${change}`,
  );
});

describe('a version is in use', () => {
  const stored = { cause: `The pin was released. ${change}`, causes: [{ kind: 'release' }, { kind: 'edit', count: 1, rows: 1, last: edit }] } satisfies Parameters<typeof describeUse>[1]; // prettier-ignore

  test('for what it was trained on, a sentence for each cause', () => {
    expect(describeUse({ number: 3 }, stored)).toEqual(['The pin was released.', change]);
  });

  test('because it was put back, whatever it was trained on', () => {
    expect(describeUse({ number: 3, rolledBackFrom: 5 }, stored)).toEqual(['Rolled back from version 5 to version 3.']);
  });

  test('for the one text of an earlier release', () => {
    expect(describeUse({ number: 3 }, { cause: 'Two edits.' })).toEqual(['Two edits.']);
    expect(describeUse({ number: 3 }, { cause: '', causes: [] })).toEqual([]);
  });
});

test('a cause stored without its empty list of blocks is read', () => {
  expect(schema.parse({ kind: 'foreign', count: 0 })).toEqual({ kind: 'foreign', count: 0, blocks: [] });
});
