import type { TasteKind } from '@segue/core/versions/answering/names';
import type { AddressTaste, RecommendRoute } from '../../navigation/address.js';
import { amend, go } from '../../navigation/router.js';
import { mostTastes, type Channel } from './desk-tastes.js';

/** What the desk's own parts and the list can do to the desk. */
export interface DeskActions {
  add: (kind: TasteKind, name: string, weight?: number) => void;
  remove: (place: number) => void;
  /** Adds no history entry: a fader is being dragged. */
  weigh: (place: number, weight: number) => void;
  mute: (place: number, muted: boolean) => void;
  /** Replaces a name the model does not know. */
  rename: (place: number, name: string) => void;
  clear: () => void;
}

/** The actions on a route's mix, given its channels; each navigates to another address. */
export function deskActions(route: RecommendRoute, channels: readonly Channel[]): DeskActions {
  const { tastes } = route;
  const withTaste = (place: number, change: Partial<AddressTaste>): RecommendRoute => ({
    ...route,
    tastes: tastes.map((taste, at) => (at === place ? { ...taste, ...change } : taste)),
  });
  return {
    add: (kind, name, weight = 80) => {
      const there = channels.some((channel) => channel.kind === kind && channel.name === name);
      if (there || tastes.length >= mostTastes) return;
      go({ ...route, tastes: [...tastes, { kind, name, weight, muted: false }] });
    },
    remove: (place) => go({ ...route, tastes: tastes.filter((_, at) => at !== place) }),
    weigh: (place, weight) => amend(withTaste(place, { weight, muted: false })),
    mute: (place, muted) => go(withTaste(place, { muted })),
    rename: (place, name) => go(withTaste(place, { name })),
    clear: () => go({ ...route, tastes: [], why: null }),
  };
}
