import { describe, expect, test } from '@jest/globals';
import {
  dataRoute,
  datasetsRoute,
  formatAddress,
  parseAddress,
  modelRoute,
  recommendRoute,
  type Route,
} from '@segue/hosting/navigation/address';

/** Every kind of state, with the address it has. */
const states: [Route, string][] = [
  [datasetsRoute(), '/'],
  [datasetsRoute({ find: 'spot' }), '/?find=spot'],
  [datasetsRoute({ importing: true }), '/new'],
  [datasetsRoute({ importing: true, upload: 'u1' }), '/new/u1'],
  [dataRoute('film'), '/data/film'],
  [dataRoute('film', { rows: 'random', seed: 7 }), '/data/film?rows=random&seed=7'],
  [dataRoute('film', { rows: 'all', at: 12000 }), '/data/film?rows=all&at=12000'],
  [recommendRoute(null, { dataset: 'film' }), '/recommend?data=film'],
  [recommendRoute('m'), '/recommend/m'],
  [
    recommendRoute('m', {
      tastes: [
        { kind: 'user', name: 'Jazz', weight: 80, muted: false },
        { kind: 'item', name: 'Nina Simone', weight: 50, muted: false },
        { kind: 'user', name: 'Movie', weight: -30, muted: true },
      ],
      known: 'include',
      n: 25,
      why: 'Ray Charles',
      version: 14,
    }),
    '/recommend/m?u=Jazz*80&i=Nina+Simone*50&u=Movie*m-30&known=include&n=25&why=Ray+Charles&version=14',
  ],
  [{ screen: 'join', dataset: 'film' }, '/join/film'],
  [modelRoute('m'), '/model/m'],
  [modelRoute('m', 14), '/model/m?compare=14'],
];

describe('formatAddress', () => {
  test.each(states)('writes %j', (route, address) => {
    expect(formatAddress(route)).toBe(address);
  });
});

describe('parseAddress', () => {
  test.each(states)('reads back %j', (route, address) => {
    const { pathname, search } = new URL(address, 'http://segue.test');
    expect(parseAddress(pathname, search)).toEqual(route);
  });

  test.each(['Ke$ha', 'AC/DC', 'A*B', '50 % & more', 'Children’s Music', 'R&B', '*', 'a*m'])(
    'keeps the name %s',
    (name) => {
      const route = recommendRoute('m', { tastes: [{ kind: 'item', name, weight: -100, muted: false }] });
      const { pathname, search } = new URL(formatAddress(route), 'http://segue.test');
      expect(parseAddress(pathname, search)).toEqual(route);
    },
  );

  test('takes a name without a weight as a wish', () => {
    expect(parseAddress('/recommend/m', '?u=Jazz')).toMatchObject({ tastes: [{ name: 'Jazz', weight: 80 }] });
  });

  test('still opens links with mode=best', () => {
    expect(parseAddress('/recommend/m', '?u=Jazz&mode=best')).toMatchObject({ known: 'include' });
    expect(parseAddress('/recommend/m', '?u=Jazz&mode=discover')).toMatchObject({ known: 'exclude' });
  });

  test('holds weights between −100 and 100', () => {
    expect(parseAddress('/recommend/m', '?u=Jazz*999')).toMatchObject({ tastes: [{ weight: 100 }] });
  });

  test('leaves out what makes no sense', () => {
    expect(parseAddress('/data/film', '?rows=none&n=-1&seed=x&at=1.5')).toEqual(dataRoute('film'));
  });

  test('knows that nothing is at other addresses', () => {
    expect(parseAddress('/data/film/more', '')).toEqual({ screen: 'unknown', path: '/data/film/more' });
  });
});
