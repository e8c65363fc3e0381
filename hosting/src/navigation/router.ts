import { browserClock } from '../data/clock.js';
import { parseAddress, type Route } from './address.js';
import { isPageLink } from './page-link.js';
import { RouteStore } from './route-store.js';

const store = new RouteStore(
  {
    read: () => location,
    push: (address) => history.pushState(null, '', address),
    replace: (address) => history.replaceState(null, '', address),
    scrollToTop: () => scrollTo(0, 0),
  },
  browserClock,
);

/** The current route. */
export const route = store.route;

/** Navigates, adding a history entry. */
export function go(next: Route, hash = ''): void {
  store.go(next, hash);
}

/** Changes the current route without a history entry; dragging and typing may call it as often as they like. */
export function amend(next: Route): void {
  store.amend(next);
}

/** Brings the address bar up to date and returns the address: for copying a link. */
export function presentAddress(): string {
  store.flush();
  return location.href;
}

/** Follows Back, Forward and the page's own links. Called once. */
export function startRouter(): void {
  addEventListener('popstate', () => store.follow());
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || !isPageLink(link, event, location)) return;
    event.preventDefault();
    link.closest<HTMLElement>('[popover]')?.hidePopover();
    store.go(parseAddress(link.pathname, link.search), link.hash);
  });
  addEventListener('pagehide', () => store.flush());
}
