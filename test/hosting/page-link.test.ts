import { expect, test } from '@jest/globals';
import { isPageLink, type LinkClick } from '@segue/hosting/navigation/page-link';

const here = new URL('http://segue.test/data/film?n=25');
const plain: LinkClick = {
  defaultPrevented: false,
  button: 0,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
};

function follows(
  address: string,
  click: Partial<LinkClick> = {},
  attributes: { target?: string; download?: boolean } = {},
) {
  const { origin, pathname, search, hash } = new URL(address, here);
  const { target = '', download = false } = attributes;
  const link = {
    origin,
    pathname,
    search,
    hash,
    target,
    hasAttribute: (name: string) => download && name === 'download',
  };
  return isPageLink(link, { ...plain, ...click }, here);
}

test.each(['/', '/data/film', '/data/film#columns', '/data/music?n=25#columns', '/recommend/m?u=Jazz*80'])(
  'the page follows a link to %s',
  (address) => {
    expect(follows(address)).toBe(true);
  },
);

test.each(['https://elsewhere.test/', '/api/datasets', '/__/firebase/init.json', '/data/film?n=25#columns'])(
  'the browser follows a link to %s',
  (address) => {
    expect(follows(address)).toBe(false);
  },
);

test.each<Partial<LinkClick>>([
  { defaultPrevented: true },
  { button: 1 },
  { metaKey: true },
  { ctrlKey: true },
  { shiftKey: true },
  { altKey: true },
])('the browser follows a click with %j', (click) => {
  expect(follows('/', click)).toBe(false);
});

test('the browser opens other windows and downloads', () => {
  expect(follows('/', {}, { target: '_blank' })).toBe(false);
  expect(follows('/', {}, { download: true })).toBe(false);
});
