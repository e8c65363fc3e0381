import { useMemo } from 'preact/hooks';
import { explainTastes } from '@segue/core/versions/answering/reasons';
import { reasonBasis } from '@segue/core/versions/answering/reasons/reason-basis';
import { reasonWords } from '@segue/core/versions/answering/reasons/reason-words';
import { capital } from '../../words/nouns.js';
import { formatCount, formatSigned, formatStatistic } from '../../words/numbers.js';
import { actingTastes } from './desk-tastes.js';
import type { LineProps } from './line-props.js';

const numbers = { signed, count: formatCount };

/** Two decimals, or as many as a small amount needs. */
function signed(amount: number): string {
  if (Math.abs(amount) >= 0.005) return formatSigned(amount, 2);
  return `${amount < 0 ? '−' : '+'}${formatStatistic(Math.abs(amount))}`;
}

/** Why an item is in the list, in words; nothing where nothing can be said. */
export function Reasons({ item, shown, channels }: LineProps) {
  const { model, provenance } = shown;
  const words = useMemo(() => {
    const basis = reasonBasis(model, provenance);
    return reasonWords(explainTastes(model, basis, { tastes: actingTastes(channels) })(item.index), basis, numbers);
  }, [model, provenance, channels, item.index]);
  return words === null ? null : <p class="reasons">{capital(words)}.</p>;
}
