import type { Merge } from '../../contract/stored/model.js';
import { foldText } from '../../tables/folding.js';

/**
 * The spelling that a name's rows count as after all merges of its side, in their order; `null` if it was not merged. The name is
 * taken exactly, or else if all merged spellings with its fold (`foldText`) count as the same.
 */
export function mergedSpelling(merges: readonly Merge[], side: Merge['side'], name: string): string | null {
  const ofSide = merges.filter((merge) => merge.side === side);
  if (ofSide.length === 0) return null;
  if (ofSide.some(({ from }) => from === name)) return follow(ofSide, name);
  const folded = foldText(name);
  const alike = ofSide.filter(({ from }) => foldText(from) === folded);
  const targets = new Set(alike.map(({ from }) => follow(ofSide, from)));
  return targets.size === 1 ? [...targets][0]! : null;
}

function follow(merges: readonly Merge[], name: string): string {
  return merges.reduce((spelling, { from, into }) => (spelling === from ? into : spelling), name);
}
