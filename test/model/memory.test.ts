import { describe, expect, it } from '@jest/globals';
import { measureMemory } from '@segue/bench/model/memory';
import type { Loss } from '@segue/core/model/parameters';
import { tasteInteractions } from './taste-data.js';

describe.each(['fast', 'exact'] as const)('a fit by the %s kernel', (kernel) => {
  it.each<Loss>(['logistic', 'bpr', 'warp', 'warp-kos'])(
    'takes at most 3 times its parameters and 16 bytes an interaction, with %s',
    (loss) => {
      const { bytes, bound } = measureMemory(tasteInteractions(600, 900, 9), loss, kernel, 30);
      expect(bytes).toBeLessThan(bound);
    },
  );
});
