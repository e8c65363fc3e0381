import type { RecommendedItem } from '@segue/core/contract/api/recommendations';
import { explainTastes, type Asked, type Explain } from '@segue/core/versions/answering/reasons';
import { reasonWords } from '@segue/core/versions/answering/reasons/reason-words';
import type { LoadedModel } from './load-model.js';

/** What an answer says of an item, by its index, beside its rank and score. */
export type Explained = (index: number) => Pick<RecommendedItem, 'reasons' | 'why'>;

/** Why items are recommended, if the question asks. */
export function explainItems(loaded: LoadedModel, { why = false }: { why?: boolean }, asked: Asked): Explained {
  return why ? inWords(loaded, explainTastes(loaded.published, loaded.basis, asked)) : () => ({});
}

function inWords({ basis }: LoadedModel, explain: Explain): Explained {
  return (index) => {
    const reasons = explain(index);
    const why = reasonWords(reasons, basis);
    return { reasons, ...(why !== null && { why }) };
  };
}
