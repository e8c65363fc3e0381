import type { FitTask } from '../kernel.js';
import { compiledLoss } from './compiled-losses.js';
import { planLookup, type LookupFields } from './lookup.js';
import { copyIn, type MemoryPlan, type TaskValues } from './memory-plan.js';

/** The fields of `Task` that locate the examples and the lookup in memory. */
export type ExampleFields = LookupFields &
  Pick<TaskValues, 'exampleUsers' | 'exampleItems' | 'exampleValues' | 'exampleWeights' | 'examples' | 'order'>;

/** The examples and lookups of a fit in linear memory: 12 to 20 bytes per example, or 16 to 24 with the lookup. */
export interface Examples {
  /** Their fields of `Task`, with those of the lookup. */
  readonly fields: ExampleFields;
  readonly orderAddress: number;
  copyInto(buffer: ArrayBufferLike): void;
}

/** Plans where the examples go. */
export function planExamples(plan: MemoryPlan, task: FitTask): Examples {
  const { interactions, sampleWeight } = task;
  const { row, col, data } = interactions;
  // Values matter only if some examples are not positive.
  const values = data.every((value) => value > 0) ? undefined : data;
  const looksAtItems = compiledLoss(task.hyperparameters.loss).asks !== 'list';
  const exampleUsers = plan.reserveFor(row);
  const exampleItems = plan.reserveFor(looksAtItems ? col : undefined);
  const exampleValues = plan.reserveFor(values);
  const exampleWeights = plan.reserveFor(sampleWeight);
  const order = plan.reserveFor(row);
  const lookup = planLookup(plan, task);
  return {
    fields: {
      exampleUsers,
      exampleItems,
      exampleValues,
      exampleWeights,
      examples: row.length,
      order,
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
