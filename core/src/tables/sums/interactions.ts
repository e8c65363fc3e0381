export {
  addInteractions,
  addToPair,
  emptyInteractions,
  type InteractionColumns,
  type InteractionSums,
  noName,
  type PairSum,
  subtractInteractions,
  summariseInteractions,
  usersIn,
} from './interaction-sums.js';
export { tagCell, tagKey } from './tag-sums.js';
export { averageFeatures, meanOfColumn } from './item-averages.js';
export { decodeInteractions, encodeInteractions, listInteractions } from './interaction-text.js';
export {
  decodeInteractionParts,
  encodeInteractionParts,
  replaceInteractionPart,
  sumByPart,
} from './interaction-parts.js';
