import { limits } from '../../contract/limits.js';
import type { Cause } from '../../contract/stored/cause.js';
import type { Merge, ModelConfiguration } from '../../contract/stored/model.js';
import { findNewNotes, groupNotes } from './new-notes.js';
import type { Notes, Trained } from './trained.js';

/**
 * What a version was trained on more than another. It compares what was counted for each; the history only says who
 * changed what. So a change written while the one before was trained is found here, and one that made no difference is
 * not.
 *
 * @param before the other version; `null` for a first version
 * @param notes history entries of the data set by key, in key order: at least the newest `causeNotes`
 * @returns an empty list if nothing differs
 */
export function findCauses(before: Trained | null, after: Trained, notes: Notes): Cause[] {
  if (before === null) return firstCauses(notes);
  return [...codeCauses(before, after), ...configurationCauses(before, after), ...dataCauses(before, after, notes)];
}

/** A first version contains everything: the file, or a history that nobody wants to read. */
function firstCauses(notes: Notes): Cause[] {
  const entries = [...notes.values()];
  const last = entries.at(-1);
  const isFile = entries.every(({ kind }) => kind === 'upload' || kind === 'replace');
  return last && isFile ? [{ kind: 'file', entry: last }] : [{ kind: 'first' }];
}

function codeCauses(before: Trained, after: Trained): Cause[] {
  const newForm =
    before.basis !== after.basis &&
    before.rowsVersion === after.rowsVersion &&
    columnsText(before.configuration) === columnsText(after.configuration);
  const differs = before.codeVersion !== after.codeVersion || newForm;
  return differs ? [{ kind: 'code', from: before.codeVersion, to: after.codeVersion }] : [];
}

/** Everything of a configuration that the basis is made from. */
function columnsText(configuration: ModelConfiguration): string {
  const { dataset, user, userLists, item, rating, itemFeatures, itemTags, userTags } = configuration;
  return JSON.stringify([dataset, user, userLists, item, rating, itemFeatures, itemTags, userTags]);
}

/** What only a choice changes, unless someone changed the options too. */
const chosenNames: readonly string[] = ['model', 'regularisation'];

function configurationCauses({ configuration: before }: Trained, { configuration: after }: Trained): Cause[] {
  const differing = differingNames(before, after).filter((name) => name !== 'merges');
  // Another method brings its own.
  const names = differing.includes('model') ? differing.filter((name) => name !== 'regularisation') : differing;
  const isChoice = names.length > 0 && names.every((name) => chosenNames.includes(name));
  // Before the training `auto` has not chosen yet.
  const options = after.model === 'auto' ? names.filter((name) => !chosenNames.includes(name)) : names;
  const causes: Cause[] = [];
  if (isChoice && options.length > 0) causes.push({ kind: 'choice', ...(after.model && { method: after.model }) });
  else if (options.length > 0) causes.push({ kind: 'options', names: options });
  return [...causes, ...mergesCauses(before, after)];
}

function differingNames(before: ModelConfiguration, after: ModelConfiguration): string[] {
  const [first, second] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return names.filter((name) => JSON.stringify(first.get(name)) !== JSON.stringify(second.get(name)));
}

function mergesCauses(before: ModelConfiguration, after: ModelConfiguration): Cause[] {
  const [had, has] = [mergesByText(before), mergesByText(after)];
  const added = [...has].filter(([text]) => !had.has(text)).map(([, merge]) => merge);
  const removed = [...had].filter(([text]) => !has.has(text)).map(([, merge]) => merge);
  const changed = [...added, ...removed];
  // Their order matters too.
  if (changed.length === 0) {
    return [...had.keys()].join() === [...has.keys()].join() ? [] : [{ kind: 'merges', added: 0, removed: 0 }];
  }
  const only = changed.length === 1 ? { from: changed[0]!.from, into: changed[0]!.into } : {};
  return [{ kind: 'merges', added: added.length, removed: removed.length, ...only }];
}

function mergesByText({ merges = [] }: ModelConfiguration): Map<string, Merge> {
  return new Map(merges.map((merge) => [JSON.stringify([merge.side, merge.from, merge.into]), merge]));
}

function dataCauses(before: Trained, after: Trained, notes: Notes): Cause[] {
  if (before.data === after.data || before.configuration.dataset !== after.configuration.dataset) return [];
  const found = findNewNotes(before, after, notes);
  const foreign = foreignCauses(before, after);
  if (before.rowsVersion !== after.rowsVersion) {
    const { entry, later } = found.sinceFile();
    return [{ kind: 'file', ...(entry && { entry }) }, ...groupNotes(later, false), ...foreign];
  }
  const causes = [...found.causes(), ...foreign];
  // Other columns, or a new form of the sums, are a reason of their own.
  if (causes.length > 0 || before.basis !== after.basis) return causes;
  // A change written while the blocks were read may be in them although its note was not there yet.
  const late = groupNotes(found.late, false);
  return late.length > 0 ? late : [{ kind: 'foreign', count: 0, blocks: [] }];
}

function foreignCauses(before: Trained, after: Trained): Cause[] {
  const known = before.basis === after.basis ? (before.counted?.foreign ?? 0) : 0;
  const count = (after.counted?.foreign ?? 0) - known;
  if (count <= 0) return [];
  const blocks = after.counted?.foreignBlocks.slice(-Math.min(count, limits.blocksNamed)) ?? [];
  return [{ kind: 'foreign', count, blocks: [...new Set(blocks)].sort((a, b) => a - b) }];
}
