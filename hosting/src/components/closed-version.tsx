import { Notice } from './notice.js';

/** Says that a version is not for visitors, and when there will be one. */
export function ClosedVersion({ number }: { number: number }) {
  return (
    <Notice>
      Version {number} was trained while the data set was private, so only its members see it. The next version trained
      on the public rows appears here by itself.
    </Notice>
  );
}
