import type { Reason } from '../../../contract/reason.js';
import type { ReasonBasis } from './reason-basis.js';
import { soundColumns } from './sound-columns.js';

/** How amounts are written. */
export interface ReasonNumbers {
  /** A part of a score, with its sign. */
  signed: (amount: number) => string;
  count: (amount: number) => string;
}

/** Two places, or the first digit that is not 0: scores of new users are small. */
function shortNumber(amount: number): string {
  return amount >= 0.005 ? amount.toFixed(2) : String(Number(amount.toPrecision(1)));
}

/** Plain English, as in the API. */
const plainNumbers: ReasonNumbers = {
  signed: (amount) => `${amount < 0 ? '−' : '+'}${shortNumber(Math.abs(amount))}`,
  count: String,
};

/**
 * Reasons as one line: "also in Dance +0.21; high valence +0.12; sounds like Wale, Kiana Ledé; against it:
 * Opera −0.20". `null` without reasons.
 */
export function reasonWords(
  reasons: readonly Reason[],
  basis: Pick<ReasonBasis, 'method' | 'userColumn' | 'columns'>,
  numbers = plainNumbers,
): string | null {
  const speaking = reasons.filter(({ amount }) => amount >= 0);
  const against = reasons.filter(({ amount }) => amount < 0);
  const groups = [...new Set(speaking.map(({ kind }) => kind))].map((kind) => {
    const own = speaking.filter((reason) => reason.kind === kind);
    return words[kind](own, basis, numbers);
  });
  if (against.length > 0) groups.push(`against it: ${withAmounts(against, numbers)}`);
  return groups.length === 0 ? null : groups.join('; ');
}

type Words = (
  reasons: readonly Reason[],
  basis: Pick<ReasonBasis, 'method' | 'userColumn' | 'columns'>,
  numbers: ReasonNumbers,
) => string;

const words: Readonly<Record<Reason['kind'], Words>> = {
  user: (reasons, { userColumn }, numbers) =>
    `also ${people.test(userColumn) ? 'liked by' : 'in'} ${withAmounts(reasons, numbers)}`,
  column: (reasons, _, numbers) => withAmounts(reasons, numbers),
  tag: (reasons, _, numbers) => withAmounts(reasons, numbers),
  like: (reasons, _, numbers) => `liked together with ${withAmounts(reasons, numbers)}`,
  described: (reasons, { columns }) =>
    `${soundColumns(columns ?? []).length > 0 ? 'sounds' : 'described'} like ${named(reasons)}`,
  near: (reasons, { method }) =>
    `${method === 'neighbours' || method === 'softmax' ? 'liked together with' : 'similar to'} ${named(reasons)}`,
  popular: (reasons, _, { count }) =>
    reasons
      .map(({ name, amount }) => `popular: ${count(amount)} ${amount === 1 ? name.slice(0, -1) : name}`)
      .join(', '),
};

/** What a column of people is called; other users, such as genres, are what items are in. */
const people =
  /user|person|people|customer|member|reader|viewer|listener|client|buyer|patient|reviewer|critic|voter|student|visitor/i;

/** "Dance +0.21, high valence +0.12". */
function withAmounts(reasons: readonly Reason[], { signed }: ReasonNumbers): string {
  return reasons
    .map(({ name, amount, level }) => `${level === undefined ? '' : `${level} `}${name} ${signed(amount)}`)
    .join(', ');
}

function named(reasons: readonly Reason[]): string {
  return reasons.map(({ name }) => name).join(', ');
}
