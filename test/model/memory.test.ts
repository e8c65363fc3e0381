import { describe, expect, it } from '@jest/globals';
import { measureMemory } from '@segue/bench/model/memory';
import { kernels } from '@segue/core/model/kernels/choice';
import { lossNames } from '@segue/core/model/losses/losses';
import { tasteInteractions } from './taste-data.js';

describe.each(['fast', 'exact'] as const)('a fit by the %s kernel', (kernel) => {
  it.each(lossNames().filter((loss) => kernels[kernel].covers(loss)))(
    'takes at most 3 times its parameters and 16 bytes an interaction, with %s',
    (loss) => {
      const { bytes, bound } = measureMemory(tasteInteractions(600, 900, 9), loss, kernel, 30);
      expect(bytes).toBeLessThan(bound);
    },
  );
});
