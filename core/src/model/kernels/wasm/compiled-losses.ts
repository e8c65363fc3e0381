import type { Loss } from '../../losses/losses.js';
import type { EpochName } from './platform.js';

/** A loss implemented in assembly/: what runs an epoch, and which lookup that needs in memory. */
export interface CompiledLoss {
  readonly exact: EpochName;
  readonly fast: EpochName;
  /**
   * What it needs to know about the items that a user has an entry for: nothing, whether an item is one of them, or
   * their list, to draw the positive from. In the last case only the user of an example matters, not its item.
   */
  readonly asks: 'nothing' | 'membership' | 'list';
  /** The lowest rank that a violation can stand for, however many tries it took (docs/lightfm.md). */
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

/** @throws Error for a loss that is not compiled; callers must check `Kernel.covers` first. */
export function compiledLoss(loss: Loss): CompiledLoss {
  const found = compiledLosses[loss];
  if (found === undefined) throw new Error(`The loss ${loss} is not compiled: the reference kernel computes it.`);
  return found;
}
