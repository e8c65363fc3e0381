import { signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Clock, Stop } from '../data/clock.js';
import { formatAddress, parseAddress, type Route } from './address.js';

/** The browser's address bar and history. */
export interface AddressBar {
  read: () => { pathname: string; search: string; hash: string };
  /** Shows an address as a new history entry. */
  push: (address: string) => void;
  /** Replaces the current address. */
  replace: (address: string) => void;
  scrollToTop: () => void;
}

/** Milliseconds between two amendments of the address: Safari refuses more than 100 within 30 seconds. */
const addressPause = 300;

/** The current route. The route leads; the address bar follows, at most every 300 ms. */
export class RouteStore {
  private readonly routes: Signal<Route>;
  /** Set while the address bar is behind the route. */
  private stopWaiting: Stop | undefined;

  readonly route: ReadonlySignal<Route>;

  constructor(
    private readonly bar: AddressBar,
    private readonly clock: Clock,
  ) {
    this.routes = signal(this.read());
    this.route = this.routes;
  }

  /** Navigates, adding a history entry. */
  go(next: Route, hash = ''): void {
    this.flush();
    const before = this.routes.peek();
    const moved = next.screen !== before.screen || subject(next) !== subject(before);
    this.bar.push(formatAddress(next) + hash);
    this.routes.value = next;
    if (moved && !hash) this.bar.scrollToTop();
  }

  /** Changes the current route without a history entry; dragging and typing may call it as often as they like. */
  amend(next: Route): void {
    this.routes.value = next;
    this.stopWaiting ??= this.clock.after(addressPause, () => this.flush());
  }

  /** Brings the address bar up to date at once. */
  flush(): void {
    if (!this.stopWaiting) return;
    this.forget();
    this.bar.replace(formatAddress(this.routes.peek()) + this.bar.read().hash);
  }

  /** Takes the route from the address bar, after Back or Forward; pending updates of the bar are dropped. */
  follow(): void {
    this.forget();
    this.routes.value = this.read();
  }

  private forget(): void {
    this.stopWaiting?.();
    this.stopWaiting = undefined;
  }

  private read(): Route {
    const { pathname, search } = this.bar.read();
    return parseAddress(pathname, search);
  }
}

/** The subject of a route; the page's heading changes with it. */
export function subject(of: Route): string {
  if (of.screen === 'data' || of.screen === 'join') return of.dataset;
  return of.screen === 'recommend' || of.screen === 'model' ? (of.model ?? '') : '';
}
