import { apiRoot } from '@segue/core/contract/api/route';

/** The address the page is at. */
export interface PageAddress {
  origin: string;
  pathname: string;
  search: string;
}

/** What is checked of a clicked link. */
export interface ClickedLink extends PageAddress {
  hash: string;
  target: string;
  hasAttribute: (name: string) => boolean;
}

/** What is checked of the click. */
export interface LinkClick {
  defaultPrevented: boolean;
  button: number;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/**
 * Whether the page handles a click on a link itself. The browser handles the rest: other buttons and keys (a new tab, a
 * download), other sites, the API and Firebase's own addresses, and jumps to an anchor of the same address.
 */
export function isPageLink(link: ClickedLink, click: LinkClick, here: PageAddress): boolean {
  if (click.defaultPrevented || click.button !== 0) return false;
  if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return false;
  if (link.target || link.hasAttribute('download') || link.origin !== here.origin) return false;
  if (link.pathname.startsWith(apiRoot) || link.pathname.startsWith('/__/')) return false;
  return !(link.hash && link.pathname === here.pathname && link.search === here.search);
}
