import { describe, expect, it } from '@jest/globals';
import { parseStored, type Path } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set } from '@segue/core/contract/stored/updates';

describe('a path', () => {
  it.each([
    ['a field', paths.training('m').requested, 'training/m/requested', 7],
    ['a field of a field', paths.training('m').state.lease.until, 'training/m/state/lease/until', 7],
    ['a field of a record in a record', paths.model('m').configuration.loss, 'models/m/configuration/loss', 'warp'],
    ['a field with a default', paths.dataset('d').description, 'datasets/d/description', 'Some tracks'],
    ['an entry of a list', paths.columns('d', 1).child(3), 'columns/d/1/3', { name: 'genre' }],
    ['an entry of a map', paths.changes('d', 1).child('4'), 'changes/d/1/4', 2],
    ['an entry of a collection', paths.modelIds().child('id'), 'modelIds/id', 'm'],
    ['a field of an entry', paths.models().child('m').current.pinned, 'models/m/current/pinned', true],
    ['a slice', paths.uploadPart('u', 2).child(0), 'uploadParts/u/2/0', 'text'],
    ['an entry of a map of collections', paths.modelSummaries('m', 'b').data.child(3).child('u1'), '', 'text'],
  ] as [string, Path<unknown>, string, unknown][])(
    'leads to %s, with what may stand there',
    (_, place, path, value) => {
      expect(place.path).toBe(path === '' ? 'summaries/models/m/b/data/3/u1' : path);
      expect(parseStored(place, value)).toEqual(value);
      expect(() => parseStored(place, [{ no: 'value' }])).toThrow(`/${place.path}`);
    },
  );

  it('names its place in a write', () => {
    expect(set(paths.current('m').pinned, true)).toEqual({ 'models/m/current/pinned': true });
    expect(remove(paths.training('m').stopped)).toEqual({ 'training/m/stopped': null });
  });

  it('leads to every value that a field has in any member of a union', () => {
    const { state } = paths.upload('u');
    for (const value of ['open', 'completing', 'closed']) expect(parseStored(state, value)).toBe(value);
    expect(() => parseStored(state, 'lost')).toThrow('/uploads/u/state');
    for (const kind of ['edit', 'delete', 'append', 'upload', 'replace']) {
      expect(parseStored(paths.history('d').child('n').kind, kind)).toBe(kind);
    }
  });
});
