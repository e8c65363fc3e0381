import { expect, test } from '@jest/globals';
import type { ModelView } from '@segue/core/contract/api/models';
import {
  datasetsRoute,
  dataRoute,
  modelRoute,
  recommendAddress,
  recommendRoute,
  type Route,
} from '@segue/hosting/navigation/address';
import { placeOf, type Place } from '@segue/hosting/navigation/place-of';

const models = [{ id: 'm', address: 'film~m', dataset: 'film', version: 'v1' } as ModelView];

test.each<[Route, Place]>([
  [dataRoute('film'), { dataset: 'film', model: 'film~m' }],
  [dataRoute('music'), { dataset: 'music', model: null }],
  [recommendRoute('m'), { dataset: 'film', model: 'm' }],
  [recommendRoute(null, { dataset: 'film' }), { dataset: 'film', model: 'film~m' }],
  [recommendRoute(null), { dataset: null, model: null }],
  [modelRoute('m'), { dataset: 'film', model: 'm' }],
  [modelRoute('film~m'), { dataset: 'film', model: 'film~m' }],
  [modelRoute('gone'), { dataset: null, model: 'gone' }],
  [
    { screen: 'join', dataset: 'film' },
    { dataset: null, model: null },
  ],
  [datasetsRoute(), { dataset: null, model: null }],
  [
    { screen: 'unknown', path: '/x' },
    { dataset: null, model: null },
  ],
])('%j is about %j', (route, place) => {
  expect(placeOf(route, models)).toEqual(place);
});

test('a place has no model before the models are known', () => {
  expect(placeOf(dataRoute('film'), null)).toEqual({ dataset: 'film', model: null });
});

test('a recommendation is at its model, or at its data set where there is no model yet', () => {
  expect(recommendAddress('film', 'm')).toBe('/recommend/m');
  expect(recommendAddress('film', null)).toBe('/recommend?data=film');
});
