import { useEffect, useState } from 'preact/hooks';
import type { LeftOut } from '@segue/core/versions/answering/left-out';
import type { ShownVersion } from '../../data/shown-version.js';

/** The items that a version leaves out, once loaded; loads them only while they are `wanted`. `null` if there are none. */
export function useLeftOut(load: ShownVersion['leftOut'], wanted: boolean): LeftOut | null {
  const [loaded, setLoaded] = useState<{ load: ShownVersion['leftOut']; leftOut: LeftOut | null } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let shown = true;
    load().then(
      (leftOut) => shown && setLoaded({ load, leftOut }),
      // Without them, a search only says that nothing is found.
      () => undefined,
    );
    return () => {
      shown = false;
    };
  }, [load, wanted]);
  return wanted && loaded?.load === load ? loaded.leftOut : null;
}
