import { digestDigits, embeddingsParts } from '@segue/core/versions/digested';
import type { RecomputeStep } from '@segue/core/versions/recompute';
import { authorization } from '../data/api.js';
import type { LoadedVersion } from '../data/published-versions.js';
import type { Commission, Report } from './messages.js';
import { sha256 } from './sha256.js';
import type { VerifyFinding } from './verdict.js';

/** Where the verification of a version stands. */
export type Verification =
  | { phase: 'running'; step: RecomputeStep | null }
  | { phase: 'done'; finding: VerifyFinding; seconds: number }
  | { phase: 'failed'; error: unknown };

/**
 * Makes a version again in a worker and tells how it goes.
 * @returns ends it; nothing is told from then on.
 */
export function verifyVersion(
  { provenance, model }: LoadedVersion,
  tell: (verification: Verification) => void,
): () => void {
  const started = performance.now();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let ended = false;
  const end = () => {
    ended = true;
    worker.terminate();
  };
  const fail = (error: unknown) => {
    if (ended) return;
    end();
    tell({ phase: 'failed', error });
  };
  const finish = async (recomputed: VerifyFinding['recomputed']) => {
    const stored = (await sha256(embeddingsParts(model.embeddings))).slice(0, digestDigits);
    if (ended) return;
    end();
    const seconds = (performance.now() - started) / 1000;
    tell({ phase: 'done', finding: { named: provenance, stored, recomputed }, seconds });
  };
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (ended) return;
    if ('step' in data) tell({ phase: 'running', step: data.step });
    else if ('failure' in data) fail(data.failure);
    else finish(data.recomputed).catch(fail);
  };
  worker.onerror = () => fail('The worker could not be started. Reload the page, then try again.');
  const begin = async () => {
    const headers = await authorization();
    if (!ended) worker.postMessage({ configuration: provenance.configuration, headers } satisfies Commission);
  };
  tell({ phase: 'running', step: null });
  begin().catch(fail);
  return end;
}
