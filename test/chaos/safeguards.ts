import type { SmallCase } from './search.js';

/** A safeguard of the protocol, and where to look for the failure that its absence causes. */
export interface Safeguard {
  /** What it promises, for people to read. */
  promise: string;
  /** How the failure's message begins, which shows that the marker stands where it should. */
  fails: string;
  /** The number of its markers in the code; 1 by default. */
  places?: number;
  /** The small case to explore first, if there is one. */
  begin?: SmallCase;
  /** The operation of that case around which its failure was last found, to find it again quickly. */
  near?: number;
  /** The first of the random schedules to explore after it; 1 by default. */
  seed?: number;
}

/**
 * What docs/retraining.md says holds the protocol together, by the name of its marker in the code (`markers.ts`).
 * Without any one of these, the harness must find a failure. Code that only saves work, or tidies up before the sweep
 * would, is not listed: no schedule fails without it.
 */
export const safeguards = {
  'labels-are-held-against-counters': {
    promise: 'the label is held against the counter',
    fails: 'The profile is not the one of the rows',
    begin: 'an edit',
  },
  'counters-are-read-before-rows': {
    promise: 'counters are read before rows',
    fails: 'The profile is not the one of the rows',
    begin: 'two edits',
    near: 20,
  },
  'rows-are-marked-in-the-write-that-changes-them': {
    promise: 'rows are marked in the write that changes them',
    fails: 'The profile is not the one of the rows',
    places: 5,
    begin: 'an edit',
    near: 5,
  },
  'recount-asks-for-training-with-its-sums': {
    promise: 'a recount asks for the training in the write that stores its sums',
    fails: 'The model m cannot be trained, or can',
    begin: 'an edit',
  },
  'recount-orders-its-next-round-with-its-sums': {
    promise: 'a recount orders its next round in the write that stores its sums',
    fails: 'The model m is not the one of the rows',
    begin: 'an edit and other columns',
    near: 92,
  },
  'totals-are-taken-under-the-stamp-of-their-labels': {
    promise: 'a total is taken only under the stamp of its labels',
    fails: 'The record counts other rows than there are',
  },
  'parts-are-taken-under-their-digest': {
    promise: 'a part of a total is taken only under the digest that stands for it',
    fails: 'The model m is not the one of the rows',
    begin: 'two edits',
    near: 19,
  },
  'parts-of-two-writers-are-no-total': {
    promise: 'parts that were written without knowing of each other are no total',
    fails: 'The model m is not the one of the rows',
    begin: 'two edits',
    near: 21,
  },
  'old-summaries-are-those-their-labels-name': {
    promise: 'an old summary is taken away only if its label names it',
    fails: 'The record counts other rows than there are',
    seed: 858,
  },
  'labels-name-their-content-by-digest': {
    promise: 'a label names its content by a digest',
    fails: 'A project at rest gives the sweep something to do',
    places: 2,
    begin: 'an edit',
  },
  'requests-are-read-again-after-the-lease': {
    promise: 'requests are read again after the lease is given up',
    fails: 'recounts/d was asked for and not handled',
    begin: 'an edit',
    near: 26,
  },
  'leases-run-out': { promise: 'a lease runs out', fails: 'A lease is still held', begin: 'an edit', near: 9 },
  'rounds-have-higher-fences': {
    promise: 'each round has a higher fence',
    fails: 'The fence of m~k0001 has not risen with its version',
    begin: 'an edit',
  },
  'flip-refused-under-lower-fence': {
    promise: 'the flip is refused under a lower fence',
    fails: 'The fence of m~k0001 has not risen with its version',
    begin: 'two edits',
    near: 56,
  },
  'flip-refused-for-another-revision': {
    promise: 'the flip is refused for another revision',
    fails: 'm~k0001 shows a version of another configuration',
    begin: 'an edit and another seed',
    near: 55,
  },
  'flip-refused-where-pinned': {
    promise: 'the flip is refused where a version is pinned',
    fails: 'm~k0001 was pinned and has changed all the same',
    begin: 'an edit and a pin',
    near: 55,
  },
  'flip-refused-without-a-model': {
    promise: 'the flip is refused where the model is gone',
    fails: 'The model m~k0001 is half there',
    begin: 'an edit and the end of the model',
    near: 56,
  },
  'same-is-trained-once': {
    promise: 'the same is not trained twice',
    fails: 'm~k0001 was trained again on what it had been trained on',
    begin: 'an edit',
    near: 65,
  },
  'same-is-published-once': {
    promise: 'the same is not published twice',
    fails: 'm~k0001 was trained again on what it had been trained on',
    seed: 112,
  },
  'fence-is-raised-without-a-flip': {
    promise: 'the fence is raised where nothing is to be published',
    fails: 'm~k0001 went back to older data, after newer had been looked at',
    begin: 'an edit and back',
    near: 56,
  },
  'only-versions-under-lower-fences-are-removed': {
    promise: 'a version is removed only if its fence is lower than the current one',
    fails: 'The current version',
    begin: 'an edit and the sweep',
    near: 64,
  },
  'derived-data-lies-under-its-basis': {
    promise: 'derived data lies under a basis of its rows version and columns',
    fails: 'The model m is not the one of the rows',
    places: 2,
    begin: 'an edit and other columns',
  },
  'rows-pointer-moves-only-upwards': {
    promise: 'the pointer to the rows moves only upwards',
    fails: 'The record counts other rows than there are',
    begin: 'two replacements',
    near: 7,
  },
  'only-whole-numbers-are-keys': {
    promise: 'only whole numbers are keys of blocks',
    fails: 'The record counts other rows than there are',
    begin: 'a write into a block 00 and an edit',
  },
  'sweep-finds-all-beside-old-rows': {
    promise: 'the sweep knows old rows versions by all that lies beside their rows',
    fails: 'Rows versions are left over in changes/d',
    begin: 'an edit and a replacement',
    near: 3,
  },
  'sweep-finds-requests-nobody-handles': {
    promise: 'the sweep finds requests that nobody handles',
    fails: 'training/m~k0001 was asked for and not handled',
    begin: 'an edit',
    near: 65,
  },
  'sweep-holds-counters-against-labels': {
    promise: 'the sweep holds counters against labels',
    fails: 'The profile is not the one of the rows',
    begin: 'an edit',
    near: 5,
  },
  'sweep-compares-blocks-with-summaries': {
    promise: 'the sweep compares blocks with their summaries',
    fails: 'The profile is not the one of the rows',
    begin: 'a write past our code',
    near: 1,
  },
  'record-is-held-against-the-count': {
    promise: 'the record is held against what was counted',
    fails: 'The record counts other rows than there are',
    begin: 'a row less and a row more',
    near: 83,
  },
  'only-rows-shown-are-marked': {
    promise: 'only rows of the version that is shown are marked',
    fails: 'Rows versions are left over in changes/d',
    begin: 'an edit and a replacement',
    near: 82,
  },
  'sweep-lists-keys-before-references': {
    promise: 'the sweep lists stored keys before it reads what references them',
    fails: 'The block 0 was taken from the rows that are shown',
    places: 2,
    begin: 'the sweep and a replacement',
    near: 4,
  },
  'released-models-are-trained': {
    promise: 'a model that is released is trained',
    fails: 'The model m is not the one of the rows',
    begin: 'an edit, a rollback and its release',
  },
  'sweep-asks-again-after-a-spent-budget': {
    promise: 'the sweep asks again for what stopped because its budget was spent',
    fails: 'The model m cannot be trained, or can',
    begin: 'a spent budget and an edit',
  },
  'sweep-compares-blocks-beyond-the-end': {
    promise: 'the sweep compares blocks beyond the end, too',
    fails: 'The record counts other rows than there are',
    begin: 'a row beyond the end, past our code',
    near: 1,
  },
} satisfies Record<string, Safeguard>;

/** The name of a safeguard. */
export type SafeguardName = keyof typeof safeguards;

/** All of them, in the order in which they are removed. */
export const safeguardList = Object.entries<Safeguard>(safeguards).map(([name, safeguard]) => ({
  name: name as SafeguardName,
  ...safeguard,
}));
