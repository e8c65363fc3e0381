import type { BarScale } from '@segue/core/versions/answering/above-average';
import type { Movement } from '@segue/core/versions/answering/movements';
import type { RankedItem, Ranking } from '@segue/core/versions/answering/ranking';
import type { RecommendRoute } from '../../navigation/address.js';
import type { Nouns } from '../../words/nouns.js';
import type { DeskActions } from './desk-actions.js';
import type { Channel } from './desk-tastes.js';
import type { ShownVersion } from '../../data/shown-version.js';

/** What it takes to draw and explain a line of the list. */
export interface LineProps {
  item: RankedItem;
  ranking: Ranking;
  /** Shared by the bars of all lines. */
  scale: BarScale;
  channels: Channel[];
  nouns: Nouns;
  shown: ShownVersion;
  route: RecommendRoute;
  movement: Movement | null;
  open: boolean;
  actions: DeskActions;
}
