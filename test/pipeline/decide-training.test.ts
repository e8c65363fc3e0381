import { describe, expect, it } from '@jest/globals';
import type { CurrentVersion, ModelRecord } from '@segue/core/contract/stored/model';
import { serviceDefaults } from '@segue/core/model/parameters';
import type { Total } from '@segue/functions/pipeline/counting/totals';
import type { Claim } from '@segue/functions/pipeline/records/lease';
import { decideTraining, type TrainingDecision } from '@segue/functions/pipeline/training/decide-training';
import type { LoadedTraining } from '@segue/functions/pipeline/training/load-training';
import { versionDigest } from '@segue/functions/pipeline/training/version-digest';
import { storedDataset } from '../support/stored-records.js';

const total: Total = { digest: 'total', stamp: 'stamp', characters: 0, digests: {}, parts: {} };

const model: ModelRecord = {
  id: 'tracks',
  owner: 'lea',
  dataset: 'd',
  automatic: false,
  revision: 1,
  configuration: {
    ...serviceDefaults,
    dataset: 'd',
    user: 'genre',
    item: 'artist',
    weight: 'none',
    minimumRows: 'auto',
  },
  createdAt: 1,
  current: { number: 0, fence: 3, revision: 1, pinned: false },
};

/** The version that training on this total would give. */
const version = versionDigest(total, model);

const fence = 5;

interface Case {
  /** What differs in the model's current version. */
  current?: Partial<CurrentVersion>;
  /** What differs in what else was read. */
  loaded?: Partial<LoadedTraining>;
  claim?: Claim;
}

/** Decides as a round under `fence` would. */
function decide({ current, loaded, claim = {} }: Case): TrainingDecision {
  const training: LoadedTraining = {
    key: 'm',
    model: { ...model, current: { ...model.current, ...current } },
    dataset: storedDataset,
    basis: 'basis',
    total,
    isTooLarge: false,
    stopped: null,
    before: { trained: null, notes: new Map(), isReleased: false, isForMembers: false },
    cause: '',
    startedAt: 1,
    ...loaded,
  };
  return decideTraining(training, fence, claim);
}

const tooLarge = { isTooLarge: true, total: null };
const cancelled = { stopped: { version, fence: 4 } };

const idle: [string, Exclude<TrainingDecision['step'], 'train'>, Case][] = [
  ['a higher fence has looked at the model', 'overtaken', { current: { fence: 6 } }],
  [
    'a higher fence has looked at a model that is pinned and too large',
    'overtaken',
    { current: { fence: 6, pinned: true }, loaded: tooLarge },
  ],
  ['there are more pairs than this machine trains', 'too-large', { loaded: tooLarge }],
  [
    'a pinned model has more pairs than this machine trains',
    'too-large',
    { current: { pinned: true }, loaded: tooLarge },
  ],
  ['nothing was counted under this basis', 'uncounted', { loaded: { total: null } }],
  ['only part of the file was counted', 'uncounted', { loaded: { total: { ...total, partial: true } } }],
  ['nothing was counted for a pinned model', 'uncounted', { current: { pinned: true }, loaded: { total: null } }],
  ['the model is pinned', 'current', { current: { pinned: true, version: 'other-2' } }],
  ['the model is pinned, though a caller asked', 'current', { current: { pinned: true }, claim: { takeOver: true } }],
  ['the version in use was made from the same', 'current', { current: { version: `${version}-2` } }],
  [
    'the version in use was made from the same, though a caller asked',
    'current',
    { current: { version: `${version}-2` }, claim: { takeOver: true } },
  ],
  [
    'the version in use was made from the same, and was cancelled before',
    'current',
    { current: { version: `${version}-2` }, loaded: cancelled },
  ],
  ['this very training was cancelled', 'stopped', { loaded: cancelled }],
  ['it was cancelled under the fence of the current version', 'stopped', { current: { fence: 4 }, loaded: cancelled }],
];

const trained: [string, Case][] = [
  ['there is no version yet', {}],
  ['the version in use was made from something else', { current: { version: 'other-2' } }],
  ['this round has looked before', { current: { fence } }],
  ['another training was cancelled', { loaded: { stopped: { version: 'other', fence: 4 } } }],
  ['it was cancelled, but a caller asks for it', { loaded: cancelled, claim: { takeOver: true } }],
  ['it was cancelled, and something newer seen since', { current: { fence: 5 }, loaded: cancelled }],
];

describe('decideTraining', () => {
  it.each(idle)('does not train where %s: %s', (_, step, read) => {
    expect(decide(read)).toEqual({ step });
  });

  it.each(trained)('trains where %s', (_, read) => {
    expect(decide(read)).toEqual({ step: 'train', total, version });
  });

  it('names the version by its data and its configuration', () => {
    const others: Partial<LoadedTraining>[] = [
      { total: { ...total, digest: 'other' } },
      { model: { ...model, configuration: { ...model.configuration, epochs: 1 } } },
    ];
    const versions = [{}, ...others].map((loaded) => {
      const decision = decide({ loaded });
      return decision.step === 'train' ? decision.version : decision.step;
    });
    expect(new Set(versions).size).toBe(3);
  });
});
