import type { VersionDigests } from '@segue/core/contract/api/models';
import type { Provenance } from '@segue/core/contract/stored/version';
import { codeVersion } from '@segue/core/versions/code-version';
import { differences } from '@segue/core/versions/recompute';

/** The result of recomputing a version. */
export interface VerifyFinding {
  /** What the version records: its digests, and the code that made it. */
  named: Pick<Provenance, 'data' | 'embeddings' | 'codeVersion'>;
  /** Digest of the embeddings that this page has loaded and recommends with. */
  stored: string;
  recomputed: VersionDigests;
}

/** Whether a version is what it claims to be; if not, a sentence says what differs. */
export function verdictOf({ named, stored, recomputed }: VerifyFinding): { same: boolean; words: string } {
  const different = differences(named, recomputed);
  if (different.includes('data')) {
    const words =
      'The rows no longer add up to what this version was trained on. If they were edited since, ' +
      'the next version is on its way: verify that one.';
    return { same: false, words };
  }
  if (different.includes('embeddings')) {
    const words =
      named.codeVersion === codeVersion
        ? 'The rows add up to the same, but training on them gives different embeddings.'
        : 'The rows add up to the same, but training on them gives different embeddings: this version was trained by ' +
          `code version ${named.codeVersion}, the page has ${codeVersion}.`;
    return { same: false, words };
  }
  if (stored !== named.embeddings) {
    return { same: false, words: 'Training reproduces this version, but different embeddings are stored.' };
  }
  return { same: true, words: 'Training on its rows again, in this browser, reproduces this version.' };
}
