import type { Reason } from '../../../contract/reason.js';
import type { ReasonBasis } from './reason-basis.js';

/** How amounts are written. */
export interface ReasonNumbers {
  /** A part of a score, with its sign. */
  signed: (amount: number) => string;
  count: (amount: number) => string;
}

/** Plain English, as in the API. */
const plainNumbers: ReasonNumbers = {
  signed: (amount) => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`,
  count: String,
};

/**
 * Reasons as one line: "also in Dance +0.21; high valence +0.12; sounds like Wale, Kiana Ledé". `null` without reasons.
 */
export function reasonWords(
  reasons: readonly Reason[],
  basis: Pick<ReasonBasis, 'method' | 'userColumn' | 'columns'>,
  numbers = plainNumbers,
): string | null {
  const kinds = new Set(reasons.map(({ kind }) => kind));
  const groups = [...kinds].map((kind) => {
    const own = reasons.filter((reason) => reason.kind === kind);
    return words[kind](own, basis, numbers);
  });
  return groups.length === 0 ? null : groups.join('; ');
}

type Words = (
  reasons: readonly Reason[],
  basis: Pick<ReasonBasis, 'method' | 'userColumn' | 'columns'>,
  numbers: ReasonNumbers,
) => string;

const words: Readonly<Record<Reason['kind'], Words>> = {
  user: (reasons, { userColumn }, { signed }) =>
    `also ${people.test(userColumn) ? 'liked by' : 'in'} ${withAmounts(reasons, signed)}`,
  column: (reasons, _, { signed }) =>
    reasons.map(({ name, amount, level }) => `${level ?? ''} ${name} ${signed(amount)}`.trim()).join(', '),
  like: (reasons, _, { signed }) => `liked together with ${withAmounts(reasons, signed)}`,
  described: (reasons, { columns }) => `${isSound(columns) ? 'sounds' : 'described'} like ${named(reasons)}`,
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

/** Numbers of how music sounds. */
const sounds = [
  ...['acousticness', 'danceability', 'energy', 'instrumentalness', 'liveness', 'loudness', 'speechiness'],
  ...['tempo', 'valence', 'key', 'mode'],
];

/** Whether most of what describes the items is how they sound. */
function isSound(columns: readonly string[] | null): boolean {
  const heard = (columns ?? []).filter((column) => sounds.some((sound) => column.toLowerCase().startsWith(sound)));
  return columns !== null && heard.length > 0 && 2 * heard.length >= columns.length;
}

function withAmounts(reasons: readonly Reason[], signed: ReasonNumbers['signed']): string {
  return reasons.map(({ name, amount }) => `${name} ${signed(amount)}`).join(', ');
}

function named(reasons: readonly Reason[]): string {
  return reasons.map(({ name }) => name).join(', ');
}
