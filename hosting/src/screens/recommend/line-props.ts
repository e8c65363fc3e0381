import type { RecommendRoute } from '../../navigation/address.js';
import type { Movement } from '../../ranking/movements.js';
import type { Nouns } from '../../ranking/nouns.js';
import type { RankedItem, Ranking } from '../../ranking/ranking.js';
import type { DeskActions } from './desk-actions.js';
import type { Channel } from './desk-tastes.js';
import type { ShownVersion } from '../../data/shown-version.js';

/** What a line of the list needs to be drawn and explained. */
export interface LineProps {
  item: RankedItem;
  ranking: Ranking;
  channels: Channel[];
  nouns: Nouns;
  shown: ShownVersion;
  route: RecommendRoute;
  movement: Movement | null;
  open: boolean;
  actions: DeskActions;
}
