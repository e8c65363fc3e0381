import { findCauses } from '@segue/core/versions/answering/causes';
import { describeCause, describeCauses } from '@segue/core/versions/answering/cause-sentences';
import type { Notes } from '@segue/core/versions/answering/trained';
import type { VersionSwitch } from '../../data/shown-version.js';

/**
 * Why a version replaced another: that it was put back, or what it contains more. A version says that itself of the one
 * right before it; for another that was on screen, such as the last one seen, both are compared. Visitors
 * see only the history from when the data set was public, so of others that comparison just counts the changes.
 *
 * @param rolledBackFrom the version in place of which the current one was put back
 */
export function causeOf({ from, to }: VersionSwitch, history: Notes, rolledBackFrom: number | null): string {
  if (to.number < from.number || rolledBackFrom === from.number) {
    return describeCause({ kind: 'rollback', from: from.number, to: to.number });
  }
  const [before, after] = [from.provenance, to.provenance];
  if (after.before === from.version || !before.counted || !after.counted) return after.cause;
  return describeCauses(findCauses(before, after, history)) || after.cause;
}
