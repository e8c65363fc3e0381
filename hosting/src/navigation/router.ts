import { signal } from '@preact/signals';
import { formatAddress, parseAddress, type Route } from './address.js';

/** Safari refuses more than a hundred changes of the address in thirty seconds. */
const addressPause = 300;

const here = () => parseAddress(location.pathname, location.search);

/** Where the page is. It leads; the address bar follows, at most every 300 ms. */
export const route = signal<Route>(here());

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Goes somewhere with a step for Back. */
export function go(next: Route, hash = ''): void {
  flush();
  const moved = next.screen !== route.value.screen || subject(next) !== subject(route.value);
  history.pushState(null, '', formatAddress(next) + hash);
  route.value = next;
  if (moved && !hash) scrollTo(0, 0);
}

/** Changes the present state without a step for Back; dragging and typing call it at any rate. */
export function amend(next: Route): void {
  route.value = next;
  waiting ??= setTimeout(flush, addressPause);
}

/** The address of the present state at once: for a link to be copied. */
export function presentAddress(): string {
  flush();
  return location.href;
}

function flush(): void {
  if (waiting === undefined) return;
  clearTimeout(waiting);
  waiting = undefined;
  history.replaceState(null, '', formatAddress(route.value) + location.hash);
}

/** What a route is about: with it changes the page's heading. */
export function subject(of: Route): string {
  return of.screen === 'data' ? of.dataset : of.screen === 'recommend' || of.screen === 'model' ? (of.model ?? '') : '';
}

/** Follows Back, Forward and the page's own links. Called once. */
export function startRouter(): void {
  addEventListener('popstate', () => {
    clearTimeout(waiting);
    waiting = undefined;
    route.value = here();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/__/')) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    link.closest<HTMLElement>('[popover]')?.hidePopover();
    go(parseAddress(link.pathname, link.search), link.hash);
  });
  addEventListener('pagehide', flush);
}
