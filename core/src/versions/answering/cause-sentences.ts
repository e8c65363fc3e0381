import { causeNotes } from '../../contract/history.js';
import { limits } from '../../contract/limits.js';
import type { Cause, RowsCause } from '../../contract/stored/cause.js';
import type { CurrentVersion } from '../../contract/stored/model.js';
import type { Provenance } from '../../contract/stored/version.js';
import { describeChange, grouped } from './changes.js';

/** All causes of a version in one text: a sentence for each. */
export function describeCauses(causes: readonly Cause[]): string {
  return causes.map(describeCause).join(' ');
}

/**
 * Why a version is in use, a sentence for each cause: that it was put back, or what it was trained on more than the version
 * before it. Versions of earlier releases have one text for all of these.
 */
export function describeUse(
  { number, rolledBackFrom }: Pick<CurrentVersion, 'number' | 'rolledBackFrom'>,
  { cause, causes = [] }: Pick<Provenance, 'cause' | 'causes'>,
): string[] {
  if (rolledBackFrom !== undefined) return [describeCause({ kind: 'rollback', from: rolledBackFrom, to: number })];
  if (causes.length > 0) return causes.map(describeCause);
  return cause === '' ? [] : [cause];
}

/** One cause in a sentence. */
export function describeCause(cause: Cause): string {
  switch (cause.kind) {
    case 'first':
      return 'The model is new.';
    case 'edit':
    case 'append':
    case 'delete':
      return describeRows(cause);
    case 'many':
      return describeMany(cause.count);
    case 'file':
      return cause.entry ? describeChange(cause.entry) : 'A new file replaced the rows.';
    case 'foreign':
      return `A write from outside the app${placeOf(cause)}.`;
    case 'merges':
      return describeMerges(cause);
    case 'options':
      return `New options: ${listOf(cause.names)}.`;
    case 'choice':
      return cause.method === undefined ? 'Another method was chosen.' : `Another method was chosen: ${cause.method}.`;
    case 'code':
      return cause.from === cause.to
        ? 'A new release counts the rows in another form.'
        : `A new release trains with version ${cause.to} of the code, no longer ${cause.from}.`;
    case 'rollback':
      return cause.to < cause.from
        ? `Rolled back from version ${cause.from} to version ${cause.to}.`
        : `Version ${cause.to} was put back in place of version ${cause.from}.`;
    case 'release':
      return 'The pin was released.';
    case 'opened':
      return 'The data set was made public.';
    case 'request':
      return 'A training was requested.';
  }
}

function describeMany(count: number): string {
  if (count === 1) return 'One change of its rows.';
  return `${count}${count < causeNotes ? '' : ' or more'} changes of its rows.`;
}

function describeRows({ kind, count, rows, more, last }: RowsCause): string {
  if (count === 1 && !more) return describeChange(last);
  const orMore = more ? ' or more' : '';
  const what = {
    edit: `${grouped(count)}${orMore} edits`,
    append: `${grouped(rows)}${orMore} rows added in ${grouped(count)}${orMore} steps`,
    delete: `${grouped(count)}${orMore} rows deleted`,
  };
  return `${what[kind]}, the last: ${describeChange(last)}`;
}

/** Blocks are numbered from 0, as stored. */
function placeOf({ count, blocks }: Extract<Cause, { kind: 'foreign' }>): string {
  if (blocks.length === 0) return '';
  if (blocks.length === 1 && count <= limits.blocksNamed) return `, in block ${blocks[0]!}`;
  const more = count > limits.blocksNamed ? ' and possibly more' : '';
  return `, in ${blocks.length === 1 ? 'block' : 'blocks'} ${blocks.join(', ')}${more}`;
}

function describeMerges({ added, removed, from, into }: Extract<Cause, { kind: 'merges' }>): string {
  if (from !== undefined && into !== undefined) {
    return added > 0 ? `${from} now counts as ${into}.` : `${from} no longer counts as ${into}.`;
  }
  const parts = [...(added > 0 ? [`${added} added`] : []), ...(removed > 0 ? [`${removed} undone`] : [])];
  return `Merges of spellings: ${parts.join(', ') || 'in another order'}.`;
}

/** "epochs", "epochs and loss", "a, b, c and 2 more". */
function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
