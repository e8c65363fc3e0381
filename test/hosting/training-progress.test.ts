import { describe, expect, test } from '@jest/globals';
import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { isUnderWay } from '@segue/hosting/data/training-progress';

const progress = (phase: TrainingProgress['phase']): TrainingProgress => {
  return { phase, startedAt: 0, updatedAt: 1_000_000, fence: 1 };
};

describe('isUnderWay', () => {
  test.each(['reading', 'evaluating', 'training', 'publishing'] as const)('counts %s', (phase) => {
    expect(isUnderWay(progress(phase), 1_000_000)).toBe(true);
  });

  test.each(['ready', 'failed', 'cancelled'] as const)('does not count %s', (phase) => {
    expect(isUnderWay(progress(phase), 1_000_000)).toBe(false);
  });

  test('takes a worker that has been silent for ten minutes for dead', () => {
    expect(isUnderWay(progress('training'), 1_000_000 + 599_999)).toBe(true);
    expect(isUnderWay(progress('training'), 1_000_000 + 600_000)).toBe(false);
  });
});
