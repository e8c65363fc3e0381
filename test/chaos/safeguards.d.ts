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
export declare const safeguards: {
    'labels-are-held-against-counters': {
        promise: string;
        fails: string;
        begin: "an edit";
    };
    'counters-are-read-before-rows': {
        promise: string;
        fails: string;
        begin: "two edits";
        near: number;
    };
    'rows-are-marked-in-the-write-that-changes-them': {
        promise: string;
        fails: string;
        places: number;
        begin: "an edit";
        near: number;
    };
    'recount-asks-for-training-with-its-sums': {
        promise: string;
        fails: string;
        begin: "an edit";
    };
    'recount-orders-its-next-round-with-its-sums': {
        promise: string;
        fails: string;
        begin: "an edit and other columns";
        near: number;
    };
    'totals-are-taken-under-the-stamp-of-their-labels': {
        promise: string;
        fails: string;
    };
    'parts-are-taken-under-their-digest': {
        promise: string;
        fails: string;
        begin: "two edits";
        near: number;
    };
    'parts-of-two-writers-are-no-total': {
        promise: string;
        fails: string;
        begin: "two edits";
        near: number;
    };
    'old-summaries-are-those-their-labels-name': {
        promise: string;
        fails: string;
        seed: number;
    };
    'labels-name-their-content-by-digest': {
        promise: string;
        fails: string;
        places: number;
        begin: "an edit";
    };
    'requests-are-read-again-after-the-lease': {
        promise: string;
        fails: string;
        begin: "an edit";
        near: number;
    };
    'leases-run-out': {
        promise: string;
        fails: string;
        begin: "an edit";
        near: number;
    };
    'rounds-have-higher-fences': {
        promise: string;
        fails: string;
        begin: "an edit";
    };
    'flip-refused-under-lower-fence': {
        promise: string;
        fails: string;
        begin: "two edits";
        near: number;
    };
    'flip-refused-for-another-revision': {
        promise: string;
        fails: string;
        begin: "an edit and another seed";
        near: number;
    };
    'flip-refused-where-pinned': {
        promise: string;
        fails: string;
        begin: "an edit and a pin";
        near: number;
    };
    'flip-refused-without-a-model': {
        promise: string;
        fails: string;
        begin: "an edit and the end of the model";
        near: number;
    };
    'same-is-trained-once': {
        promise: string;
        fails: string;
        begin: "an edit";
        near: number;
    };
    'same-is-published-once': {
        promise: string;
        fails: string;
        seed: number;
    };
    'fence-is-raised-without-a-flip': {
        promise: string;
        fails: string;
        begin: "an edit and back";
        near: number;
    };
    'only-versions-under-lower-fences-are-removed': {
        promise: string;
        fails: string;
        begin: "an edit and the sweep";
        near: number;
    };
    'derived-data-lies-under-its-basis': {
        promise: string;
        fails: string;
        places: number;
        begin: "an edit and other columns";
    };
    'rows-pointer-moves-only-upwards': {
        promise: string;
        fails: string;
        begin: "two replacements";
        near: number;
    };
    'only-whole-numbers-are-keys': {
        promise: string;
        fails: string;
        begin: "a write into a block 00 and an edit";
    };
    'sweep-finds-all-beside-old-rows': {
        promise: string;
        fails: string;
        begin: "an edit and a replacement";
        near: number;
    };
    'sweep-finds-requests-nobody-handles': {
        promise: string;
        fails: string;
        begin: "an edit";
        near: number;
    };
    'sweep-holds-counters-against-labels': {
        promise: string;
        fails: string;
        begin: "an edit";
        near: number;
    };
    'sweep-compares-blocks-with-summaries': {
        promise: string;
        fails: string;
        begin: "a write past our code";
        near: number;
    };
    'record-is-held-against-the-count': {
        promise: string;
        fails: string;
        begin: "a row less and a row more";
        near: number;
    };
    'only-rows-shown-are-marked': {
        promise: string;
        fails: string;
        begin: "an edit and a replacement";
        near: number;
    };
    'sweep-lists-keys-before-references': {
        promise: string;
        fails: string;
        places: number;
        begin: "the sweep and a replacement";
        near: number;
    };
    'released-models-are-trained': {
        promise: string;
        fails: string;
        begin: "an edit, a rollback and its release";
    };
    'sweep-asks-again-after-a-spent-budget': {
        promise: string;
        fails: string;
        begin: "a spent budget and an edit";
    };
    'sweep-compares-blocks-beyond-the-end': {
        promise: string;
        fails: string;
        begin: "a row beyond the end, past our code";
        near: number;
    };
};
/** The name of a safeguard. */
export type SafeguardName = keyof typeof safeguards;
/** All of them, in the order in which they are removed. */
export declare const safeguardList: {
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
    name: SafeguardName;
}[];
