import type { PublishedModel } from '@segue/core/contract/published-model';
import type { KnownMode } from '@segue/core/contract/api/recommendations';
import type { Taste } from '@segue/core/model/answers/recommend';
import { labelOf } from '@segue/core/versions/answering/labels';
import type { Names } from '@segue/core/versions/answering/names';
import { rankTastes, type Ranking } from '@segue/core/versions/answering/ranking';
import type { AddressTaste } from '../../navigation/address.js';

/** The maximum number of channels on a desk. */
export const mostTastes = 8;

/** A channel of the desk: a taste of the address, and its index in the model if the model knows it. */
export interface Channel extends AddressTaste {
  /** In the model's own spelling; in that of the address if the model does not know it. */
  name: string;
  /** What people read for it: an item's title, else the name. */
  label: string;
  /** From 1; determines its colour and its badge. */
  number: number;
  /** `null` if the model does not know the name. */
  index: number | null;
  /** Its index among the tastes that are ranked by; `null` while it is unknown, muted or at 0. */
  acting: number | null;
}

/** What the desk ranks by. */
export interface DeskRequest {
  channels: readonly Channel[];
  known: KnownMode;
  n: number;
}

/** The channels of a desk, in the order of the address. */
export function toChannels(tastes: readonly AddressTaste[], model: PublishedModel, names: Names): Channel[] {
  let asked = 0;
  return tastes.slice(0, mostTastes).map((taste, place) => {
    const index = names.find(taste.kind, taste.name);
    const name = index === null ? taste.name : (taste.kind === 'user' ? model.users : model.items)[index]!;
    const acting = index === null || taste.muted || taste.weight === 0 ? null : asked++;
    const label = index === null ? name : labelOf(model, taste.kind, index);
    return { ...taste, name, label, number: place + 1, index, acting };
  });
}

/** The tastes of the channels that the model knows; a weight of 100 is 1, a muted one is 0. */
export function toTastes(channels: readonly Channel[]): Taste[] {
  return channels.flatMap(({ kind, index, weight, muted }) =>
    index === null ? [] : [{ kind, index, weight: muted ? 0 : weight / 100 }],
  );
}

/** The tastes that a desk ranks by, in the order of `acting`. */
export function actingTastes(channels: readonly Channel[]): Taste[] {
  return toTastes(channels.filter(({ acting }) => acting !== null));
}

/** Ranks a version's items for the desk. A channel that is muted or at 0 has no effect. */
export function rankDesk(model: PublishedModel, { channels, known, n }: DeskRequest): Ranking {
  return rankTastes(model, { tastes: actingTastes(channels), known, count: n });
}
