import { describe, expect, test } from '@jest/globals';
import { datasetsRoute, dataRoute, modelRoute, recommendRoute, type Route } from '@segue/hosting/navigation/address';
import { RouteStore, subject, type AddressBar } from '@segue/hosting/navigation/route-store';
import { ManualClock } from './support/manual-clock.js';

/** An address bar with the steps behind it. */
class Steps implements AddressBar {
  readonly steps: string[];
  replaced = 0;
  scrolled = 0;

  constructor(first: string) {
    this.steps = [first];
  }

  get address(): string {
    return this.steps.at(-1) ?? '';
  }

  readonly read = () => new URL(this.address, 'http://segue.test');
  readonly push = (address: string) => void this.steps.push(address);
  readonly scrollToTop = (): void => {
    this.scrolled++;
  };
  readonly replace = (address: string) => {
    this.replaced++;
    this.steps[this.steps.length - 1] = address;
  };
}

function openAt(first: string) {
  const bar = new Steps(first);
  const clock = new ManualClock();
  return { bar, clock, store: new RouteStore(bar, clock) };
}

const mix = (weight: number) => recommendRoute('m', { tastes: [{ kind: 'user', name: 'Jazz', weight, muted: false }] });

describe('a route store', () => {
  test('begins where the address bar is', () => {
    expect(openAt('/data/film?n=25').store.route.value).toEqual(dataRoute('film', { n: 25 }));
  });

  test('goes on with a step for Back', () => {
    const { bar, store } = openAt('/');
    store.go(dataRoute('film'), '#columns');
    expect(store.route.value).toEqual(dataRoute('film'));
    expect(bar.steps).toEqual(['/', '/data/film#columns']);
  });

  test.each<[string, Route, string, number]>([
    ['another screen', modelRoute('m'), '', 1],
    ['another data set', dataRoute('music'), '', 1],
    ['other rows of the same data set', dataRoute('film', { n: 25 }), '', 0],
    ['an anchor of another screen', dataRoute('music'), '#columns', 0],
  ])('scrolls to the top only where the subject changes: %s', (_what, next, hash, scrolled) => {
    const { bar, store } = openAt('/data/film');
    store.go(next, hash);
    expect(bar.scrolled).toBe(scrolled);
  });

  test('shows an amendment at once, and in the address bar after 300 ms, without a step', async () => {
    const { bar, clock, store } = openAt('/recommend/m');
    store.amend(mix(10));
    expect(store.route.value).toEqual(mix(10));
    await clock.advance(299);
    expect(bar.steps).toEqual(['/recommend/m']);
    await clock.advance(1);
    expect(bar.steps).toEqual(['/recommend/m?u=Jazz*10']);
  });

  test('changes the address bar once for amendments that follow each other', async () => {
    const { bar, clock, store } = openAt('/recommend/m#map');
    for (let weight = 1; weight <= 30; weight++) {
      store.amend(mix(weight));
      await clock.advance(10);
    }
    expect([bar.address, bar.replaced]).toEqual(['/recommend/m?u=Jazz*30#map', 1]);
  });

  test('brings the address bar up to date before it goes on, so that Back leads to the last amendment', () => {
    const { bar, clock, store } = openAt('/recommend/m');
    store.amend(mix(10));
    store.go(modelRoute('m'));
    expect(bar.steps).toEqual(['/recommend/m?u=Jazz*10', '/model/m']);
    expect(clock.pending).toBe(0);
  });

  test('leaves the address bar alone where it is up to date', () => {
    const { bar, store } = openAt('/recommend/m');
    store.flush();
    expect(bar.replaced).toBe(0);
  });

  test('follows Back, and forgets what the address bar was still to show', async () => {
    const { bar, clock, store } = openAt('/');
    store.go(mix(10));
    store.amend(mix(20));
    bar.steps.pop();
    store.follow();
    await clock.advance(1000);
    expect(store.route.value).toEqual(datasetsRoute());
    expect([bar.address, bar.replaced]).toEqual(['/', 0]);
  });
});

test.each<[Route, string]>([
  [datasetsRoute({ find: 'a' }), ''],
  [dataRoute('film'), 'film'],
  [recommendRoute('m'), 'm'],
  [recommendRoute(null, { dataset: 'film' }), ''],
  [modelRoute('m'), 'm'],
  [{ screen: 'unknown', path: '/x' }, ''],
])('the subject of %j is "%s"', (route, expected) => {
  expect(subject(route)).toBe(expected);
});
