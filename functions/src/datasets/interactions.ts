export {
  addInteractions,
  emptyInteractions,
  type InteractionColumns,
  type InteractionSums,
  type PairSum,
  subtractInteractions,
  summariseInteractions,
} from './interaction-sums.js';
export { decodeInteractions, encodeInteractions, type InteractionList, listInteractions } from './interaction-text.js';
