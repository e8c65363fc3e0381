import type { FitTask } from '../kernel.js';
import { planLookup } from './lookup.js';
import { copyIn, type MemoryPlan } from './memory-plan.js';

/** The examples and lookups of a fit, as the linear memory holds them: 12 to 20 bytes an example, with the lookup 16 to 24. */
export interface Examples {
  /** Fields of assembly/memory.ts, `exampleUsers` to `bitsStride`. */
  readonly fields: Readonly<Record<string, number>>;
  readonly orderAddress: number;
  copyInto(buffer: ArrayBufferLike): void;
}

/** Plans where the examples go. */
export function planExamples(plan: MemoryPlan, task: FitTask): Examples {
  const { interactions, sampleWeight } = task;
  const { row, col, data } = interactions;
  // Only where some are not liked do values matter.
  const values = data.every((value) => value > 0) ? undefined : data;
  const exampleUsers = plan.reserveFor(row);
  // Of an example warp-kos looks at the user only.
  const exampleItems = plan.reserveFor(task.hyperparameters.loss === 'warp-kos' ? undefined : col);
  const exampleValues = plan.reserveFor(values);
  const exampleWeights = plan.reserveFor(sampleWeight);
  const order = plan.reserveFor(row);
  const lookup = planLookup(plan, task);
  return {
    fields: {
      ...{ exampleUsers, exampleItems, exampleValues, exampleWeights, examples: row.length, order },
      ...lookup.fields,
    },
    orderAddress: order,
    copyInto: (buffer) => {
      copyIn(buffer, exampleUsers, row);
      copyIn(buffer, exampleItems, col);
      copyIn(buffer, exampleValues, values);
      copyIn(buffer, exampleWeights, sampleWeight);
      lookup.fill(buffer);
    },
  };
}
