import type { Loss } from '../../losses/losses.js';
import type { EpochName } from './platform.js';

/** A loss as assembly/ has it: what runs an epoch, and what that asks of the memory. */
export interface CompiledLoss {
  readonly exact: EpochName;
  readonly fast: EpochName;
  /**
   * What it asks about the items a user has an entry for: nothing, whether an item is one of them, or the list of them,
   * to draw the positive from. In the last case only the user of an example matters, not its item.
   */
  readonly asks: 'nothing' | 'membership' | 'list';
  /** The least rank that a violation stands for, however many tries it took (docs/lightfm.md). */
  readonly leastRank?: number;
}

/** The losses written in AssemblyScript; the reference kernel computes all others. */
const compiledLosses: Readonly<Partial<Record<Loss, CompiledLoss>>> = {
  logistic: { exact: 'exactLogistic', fast: 'fastLogistic', asks: 'nothing' },
  bpr: { exact: 'exactBpr', fast: 'fastBpr', asks: 'membership' },
  warp: { exact: 'exactWarp', fast: 'fastWarp', asks: 'membership', leastRank: 1 },
  'warp-kos': { exact: 'exactWarpKos', fast: 'fastWarpKos', asks: 'list', leastRank: 0 },
};

/** Is this the name of a compiled loss? */
export function isCompiled(name: string): boolean {
  return Object.hasOwn(compiledLosses, name);
}

/** @throws Error for a loss that is not compiled: a caller asks `Kernel.covers` first. */
export function compiledLoss(loss: Loss): CompiledLoss {
  const found = compiledLosses[loss];
  if (found === undefined) throw new Error(`The loss ${loss} is not compiled: the reference kernel computes it.`);
  return found;
}
