import type { App } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import { limits } from '@segue/core/contract/limits';
import { region, taskOptions } from '../options.js';
import type { CountQueue } from '../pipeline/ports.js';

/** The Cloud Tasks queue of the function `countBlocks`; in the Emulator Suite, that of its tasks emulator. */
export function firebaseCountQueue(openApp: () => App): CountQueue {
  return {
    above: limits.blocksBeforeTasks,
    blocksPerTask: limits.blocksPerTask,
    async enqueue(task) {
      const queue = getFunctions(openApp()).taskQueue(`locations/${region}/functions/countBlocks`);
      await queue.enqueue(task, { dispatchDeadlineSeconds: taskOptions.timeoutSeconds });
    },
  };
}
