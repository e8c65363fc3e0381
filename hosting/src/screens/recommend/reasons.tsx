import { useMemo } from 'preact/hooks';
import { explainTastes } from '@segue/core/versions/answering/reasons';
import { reasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import { reasonWords } from '@segue/core/versions/answering/reasons/reason-words';
import { capital } from '../../words/nouns.js';
import { formatCount, formatSigned } from '../../words/numbers.js';
import { actingTastes } from './desk-tastes.js';
import type { LineProps } from './line-props.js';

const numbers = { signed: (amount: number) => formatSigned(amount, 2), count: formatCount };

/** Why an item is in the list, in words; nothing where nothing can be said. */
export function Reasons({ item, shown, channels }: LineProps) {
  const { model, provenance } = shown;
  const words = useMemo(() => {
    const basis = reasonBasis(model, provenance);
    return reasonWords(explainTastes(model, basis, { tastes: actingTastes(channels) })(item.index), basis, numbers);
  }, [model, provenance, channels, item.index]);
  return words === null ? null : <p class="reasons">{capital(words)}.</p>;
}
