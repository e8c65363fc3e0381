import { describe, expect, test } from '@jest/globals';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import type { Cause } from '@segue/core/contract/stored/cause';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { findCauses } from '@segue/core/versions/answering/causes';
import type { Trained } from '@segue/core/versions/answering/trained';

const { model: _, ...configuration } = toConfiguration({ dataset: 'd', user: 'genre', item: 'artist' });

/** Appends of one row, a second apart; `keys(n)` names the first n. */
const notes = new Map(
  Array.from({ length: 40 }, (__, index): [string, HistoryEntry] => [
    `k${10 + index}`,
    { at: 1000 * index, by: 'Lea', kind: 'append', rows: 1, row: index },
  ]),
);
const keys = (count: number) => [...notes.keys()].slice(Math.max(0, count - 20), count);

function trained(changes: number, changed: Partial<Trained> = {}): Trained {
  return {
    rowsVersion: 1,
    basis: 'b',
    data: `data ${changes}`,
    configuration,
    codeVersion: '2',
    startedAt: 1000 * changes,
    counted: { notes: keys(changes), foreign: 0, foreignBlocks: [] },
    ...changed,
  };
}

const kinds = (causes: Cause[]) => causes.map(({ kind }) => kind);

describe('findCauses', () => {
  test('finds nothing where nothing differs', () => {
    expect(findCauses(trained(3), trained(3), notes)).toEqual([]);
  });

  test('finds no change of rows where the sums are the same', () => {
    expect(findCauses(trained(3), trained(5, { data: 'data 3' }), notes)).toEqual([]);
  });

  test('counts the entries in the one and not in the other', () => {
    expect(findCauses(trained(3), trained(5), notes)).toMatchObject([{ kind: 'append', count: 2, rows: 2 }]);
    expect(findCauses(trained(22), trained(40), notes)).toMatchObject([{ kind: 'append', count: 18 }]);
  });

  test('does not claim to know all where the entries read do not reach back', () => {
    const newest = new Map([...notes].slice(-20));
    expect(findCauses(trained(3), trained(40), newest)).toMatchObject([{ kind: 'append', count: 20, more: true }]);
    expect(findCauses(trained(3), trained(5), newest)).toEqual([{ kind: 'many', count: 2 }]);
  });

  test('names what was written while the blocks were read rather than a write from outside', () => {
    const after = trained(3, { data: 'other', startedAt: 3500 });
    expect(findCauses(trained(3), after, notes)).toMatchObject([{ kind: 'append', count: 1 }]);
  });

  test('finds a write from outside where nothing else explains other sums, and only then without blocks', () => {
    const after = trained(40, { data: 'other' });
    expect(findCauses(trained(40), after, notes)).toEqual([{ kind: 'foreign', count: 0, blocks: [] }]);
    const counted = { notes: keys(40), foreign: 3, foreignBlocks: [4, 4, 2] };
    expect(findCauses(trained(40), { ...after, counted }, notes)).toEqual([
      { kind: 'foreign', count: 3, blocks: [2, 4] },
    ]);
    const known = trained(40, { counted: { ...counted, foreign: 2 } });
    expect(findCauses(known, { ...after, counted }, notes)).toEqual([{ kind: 'foreign', count: 1, blocks: [2] }]);
  });

  test('finds a file by its rows version, with or without an entry', () => {
    const after = trained(5, { rowsVersion: 2, basis: 'c' });
    expect(findCauses(trained(3), after, notes)).toEqual([{ kind: 'file' }]);
    const entry = { at: 1, by: 'Lea', kind: 'replace', rows: 9 } as const;
    const noted = new Map([...notes].slice(0, 3)).set('k125', entry).set('k13', notes.get('k13')!);
    expect(kinds(findCauses(trained(2), { ...after, counted: trained(4).counted! }, noted))).toEqual([
      'file',
      'append',
    ]);
  });

  test('finds a new form of the sums by their basis', () => {
    const after = trained(3, { basis: 'c', data: 'other' });
    expect(findCauses(trained(3), after, notes)).toEqual([{ kind: 'code', from: '2', to: '2' }]);
  });

  test('does not name what only another method brings', () => {
    const by = (options: object) => trained(3, { configuration: { ...configuration, ...options } });
    const [named, chosen] = [by({ model: 'ials' }), by({ model: 'regression', regularisation: 10, epochs: 3 })];
    expect(findCauses(named, chosen, notes)).toEqual([{ kind: 'options', names: ['epochs', 'model'] }]);
    // λ alone is what a choice brings, or someone gave: nothing tells them apart.
    const other = by({ model: 'regression', regularisation: 20, epochs: 3 });
    expect(kinds(findCauses(chosen, other, notes))).toEqual(['choice']);
  });

  test('tells a choice from options', () => {
    const chosen = (model: 'ials' | 'softmax' | 'auto', epochs = 30) =>
      trained(3, { configuration: { ...configuration, model, epochs } });
    expect(findCauses(chosen('ials'), chosen('softmax'), notes)).toEqual([{ kind: 'choice', method: 'softmax' }]);
    expect(findCauses(chosen('ials'), chosen('softmax', 5), notes)).toEqual([
      { kind: 'options', names: ['epochs', 'model'] },
    ]);
    expect(findCauses(chosen('ials'), chosen('auto'), notes)).toEqual([]);
  });

  test('finds that merges came in another order', () => {
    const [one, two] = [
      { side: 'item', from: 'a', into: 'b' },
      { side: 'item', from: 'b', into: 'c' },
    ] as const;
    const merged = (merges: (typeof one | typeof two)[]) => trained(3, { configuration: { ...configuration, merges } });
    expect(findCauses(merged([one, two]), merged([two, one]), notes)).toEqual([
      { kind: 'merges', added: 0, removed: 0 },
    ]);
  });
});
