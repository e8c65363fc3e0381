export {
  addInteractions,
  emptyInteractions,
  type InteractionColumns,
  type InteractionSums,
  type PairSum,
  subtractInteractions,
  summariseInteractions,
} from './interaction-sums.js';
export { averageFeatures, type FeatureSums, moveFeatures } from './feature-sums.js';
export { decodeInteractions, encodeInteractions, listInteractions } from './interaction-text.js';
export {
  decodeInteractionParts,
  encodeInteractionParts,
  replaceInteractionPart,
  sumByPart,
} from './interaction-parts.js';
