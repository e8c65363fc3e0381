import type { AddressTaste } from '../../navigation/address.js';
import type { Names } from '../../ranking/names.js';
import type { DeskTaste } from '../../ranking/ranking.js';

/** The most channels a desk has. */
export const mostTastes = 8;

/** A channel of the desk: a taste of the address, and its place in the model where the model knows it. */
export interface Channel extends AddressTaste {
  /** From 1; its colour and its badge. */
  number: number;
  /** `null`: the model does not know the name. */
  index: number | null;
  /** Its place among the tastes that count, for its part of the scores. */
  acting: number | null;
}

/** The channels of a desk, in the order of the address. */
export function toChannels(tastes: readonly AddressTaste[], names: Names): Channel[] {
  let acting = 0;
  return tastes.slice(0, mostTastes).map((taste, place) => {
    const index = names.find(taste.kind, taste.name) ?? null;
    return { ...taste, number: place + 1, index, acting: index === null ? null : acting++ };
  });
}

/** The tastes that count: those the model knows. */
export function toDeskTastes(channels: readonly Channel[]): DeskTaste[] {
  return channels
    .filter((channel) => channel.index !== null)
    .map(({ kind, name, index, weight, muted }) => ({ kind, name, index: index!, weight: muted ? 0 : weight / 100 }));
}
