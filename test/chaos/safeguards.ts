import type { SmallCase } from './search.js';

/** A safeguard of the protocol, and what takes it out of the code. */
export interface Safeguard extends Edit {
  name: string;
  also?: Edit;
  /** The small case to look into first: an edit, if nothing is said. */
  begin?: SmallCase;
  /** The first of the random schedules that are looked into after it: 1, if nothing is said. */
  seed?: number;
}

/** A text that occurs once in a file, and what stands there instead. */
export interface Edit {
  /** Below functions/src/pipeline. */
  file: string;
  text: string;
  without: string;
}

/**
 * What docs/retraining.md says holds the protocol together. Without any of these, the harness must find a failure. What
 * only saves work, or tidies up before the sweep would, is not among them: no schedule comes to harm without it.
 */
export const safeguards: Safeguard[] = [
  {
    name: 'the label is held against the counter',
    file: 'summaries.ts',
    text: 'labels.get(block)?.counter !== counter',
    without: '!labels.has(block)',
  },
  {
    name: 'the counter is read before the rows',
    begin: 'two edits',
    file: 'recount.ts',
    text: 'const ofModels: Updates = {};',
    without:
      'for (const [block, counter] of await readCounters(tree, dataset, record)) counters.set(block, counter);\n' +
      '  const ofModels: Updates = {};',
  },
  {
    name: 'rows are marked in the write that changes them',
    file: 'edit-rows.ts',
    text: 'const updates: Updates = { ...markUpdate(dataset, place.block) };',
    without: 'const updates: Updates = {};',
  },
  {
    name: 'a recount asks for the training in the write that stores its sums',
    file: 'derivation-updates.ts',
    text: 'return unread > 0 ? updates : { ...updates, ...view.afterStore };',
    without: 'return updates;',
  },
  {
    name: 'a recount orders a further round in the write that stores its sums',
    begin: 'an edit and other columns',
    file: 'recount.ts',
    text: 'const next = { [`${paths.recount(dataset)}/requested`]: increment(1) };',
    without: 'const next = {};',
  },
  {
    name: 'a total is taken only under the stamp of its labels',
    file: 'derivation-updates.ts',
    text: '!isMadeFrom(head, labels) || !old.every',
    without: '!head || !old.every',
  },
  {
    name: 'a part of a total is taken only under the digest that stands for it',
    begin: 'two edits',
    file: 'derivation-updates.ts',
    text: 'if (before !== null && digest(before) !== known) return null;',
    without: '',
  },
  {
    name: 'parts that were written without knowing of each other are no total',
    begin: 'two edits',
    file: 'totals.ts',
    text: 'return head.digest === digestOfParts(digests) ? { ...head, digests } : null;',
    without: 'return { ...head, digests };',
  },
  {
    name: 'an old summary is taken away only if its label names it',
    seed: 830,
    file: 'derivation-updates.ts',
    text: '!old.every((block) => isNamed(state, block))',
    without: '!old.every((block) => state.summaries.has(block))',
  },
  {
    name: 'a label names its content by a digest',
    file: 'derivation-updates.ts',
    text: 'digest: digestOfParts(digestEach(parts)) } });',
    without: "digest: '' } });",
    also: {
      file: 'derivation-updates.ts',
      text: 'return parts !== undefined && digestOfParts(digestEach(parts)) === labels.get(block)!.digest;',
      without: 'return parts !== undefined;',
    },
  },
  {
    name: 'requests are read again after the lease is given up',
    file: 'lease.ts',
    text: 'if ((await readRequested(context, path)) <= requested) return;',
    without: 'return;',
  },
  {
    name: 'a lease runs out',
    file: 'lease.ts',
    text: 'state.lease.holder !== holder && state.lease.until > now',
    without: 'state.lease.holder !== holder',
  },
  {
    name: 'each round has a higher fence',
    file: 'lease.ts',
    text: 'fence: (state?.fence ?? 0) + 1,',
    without: 'fence: state?.fence ?? 1,',
  },
  {
    name: 'the flip is refused under a lower fence',
    begin: 'two edits',
    file: 'publish.ts',
    text: ' || current.fence > fence) return refuse;',
    without: ') return refuse;',
  },
  {
    name: 'the flip is refused for another revision',
    begin: 'an edit and another seed',
    file: 'publish.ts',
    text: 'current.pinned || current.revision !== revision ||',
    without: 'current.pinned ||',
  },
  {
    name: 'the flip is refused where a version is pinned',
    begin: 'an edit and a pin',
    file: 'publish.ts',
    text: 'current.pinned || current.revision',
    without: 'current.revision',
  },
  {
    name: 'the flip is refused where the model is gone',
    begin: 'an edit and the end of the model',
    file: 'publish.ts',
    text: 'if (current === null || current.pinned',
    without: 'current ??= { number: 0, fence: 0, revision, pinned: false };\n    if (current.pinned',
  },
  {
    name: 'the same is not trained twice',
    file: 'retrain.ts',
    text: 'current.pinned || digestOf(current.version) === version',
    without: 'current.pinned',
  },
  {
    name: 'the same is not published twice',
    file: 'publish.ts',
    text: 'if (digestOf(current.version) === digestOf(version)) return { ...current, fence };',
    without: '',
  },
  {
    name: 'the fence is raised where nothing is to be published',
    begin: 'an edit and back',
    file: 'retrain.ts',
    text: 'await raiseFence(context, key, fence, model.revision);\n    await reporter.rest(current',
    without: 'await reporter.rest(current',
  },
  {
    name: 'a version is removed only if it is not kept and its fence is lower',
    begin: 'an edit and the sweep',
    file: 'publish.ts',
    text: '!kept.has(version) && fenceOf(version) < current.fence',
    without: '!kept.has(version)',
  },
  {
    name: 'derived data lies under a basis of its columns',
    begin: 'an edit and other columns',
    file: 'derivations.ts',
    text: "digest(JSON.stringify(['interactions', 2, dataset, rowsVersion, ...columns]), 12)",
    without: "digest(JSON.stringify(['interactions', dataset]), 12)",
  },
  {
    name: 'the pointer to the rows moves only upwards',
    begin: 'two replacements',
    file: 'complete-upload.ts',
    text: 'current.rowsVersion >= rowsVersion ? refuse',
    without: 'false ? refuse',
  },
  {
    name: 'only whole numbers are keys of blocks',
    begin: 'a write into a block 00 and an edit',
    file: 'ports.ts',
    text: 'return /^(?:0|[1-9]\\d*)$/.test(key);',
    without: 'return key !== "";',
  },
  {
    name: 'the sweep knows old rows versions by all that lies beside their rows',
    begin: 'an edit and a replacement',
    file: 'sweep-strays.ts',
    text: "['rows', 'columns', 'changes', 'holes']",
    without: "['rows']",
  },
  {
    name: 'the sweep finds requests that nobody handles',
    file: 'sweep.ts',
    text: 'return (open && !held) ||',
    without: 'return',
  },
  {
    name: 'the sweep holds counters against labels',
    file: 'sweep.ts',
    text: 'dirtyBlocks(counters, labels).length > 0 ||',
    without: '',
  },
  {
    name: 'the sweep compares blocks with their summaries',
    begin: 'a write past our code',
    file: 'sweep.ts',
    text: 'if (await isSummarised(context, id, record, block)) continue;',
    without: 'continue;',
  },
  {
    name: 'the record is held against what was counted',
    begin: 'a row less and a row more',
    file: 'recount.ts',
    text: 'if (isStored || profile.dirty.length === 0) await settleRowCount(',
    without: 'if (isStored) await settleRowCount(',
  },
  {
    name: 'only rows of the version that is shown are marked',
    begin: 'an edit and a replacement',
    file: 'mark.ts',
    text: 'if (shown !== change.rowsVersion) return;',
    without: '',
  },
  {
    name: 'the sweep reads what lies there before what justifies it',
    begin: 'the sweep and a replacement',
    file: 'sweep-strays.ts',
    text: 'const lying = await readLying(tree);\n',
    without: '',
    also: {
      file: 'sweep-strays.ts',
      text: '(tree, paths.datasets());\n',
      without: '(tree, paths.datasets());\n  const lying = await readLying(tree);\n',
    },
  },
  {
    name: 'a model that is released is trained',
    begin: 'an edit, a rollback and its release',
    file: 'configure-model.ts',
    text: '...(pinned ? {} : resumeUpdates(key)),\n    [`${paths.training(key)}/requested`]: increment(1),',
    without: '...(pinned ? {} : resumeUpdates(key)),',
  },
  {
    name: 'the sweep asks again for what stopped because its budget was spent',
    begin: 'a spent budget and an edit',
    file: 'sweep.ts',
    text: "if (phase === 'failed') return await hasNewBudget(context, key);",
    without: "if (phase === 'failed') return false;",
  },
  {
    name: 'the sweep compares blocks beyond the end, too',
    begin: 'a row beyond the end, past our code',
    file: 'summaries.ts',
    text: 'return [...Array(count).keys(), ...beyond];',
    without: 'return [...Array(count).keys()];',
  },
];
