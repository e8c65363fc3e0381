import { listRows } from '@segue/core/contract/api/rows';
import { digestDigits, embeddingsParts } from '@segue/core/versions/digested';
import type { RecomputeStep } from '@segue/core/versions/recompute';
import { api } from '../data/api.js';
import type { LoadedVersion } from '../data/published-versions.js';
import type { FromWorker, RowsRequested, ToWorker } from './messages.js';
import { sha256 } from './sha256.js';
import type { VerifyFinding } from './verdict.js';

/** The state of a version's verification. */
export type Verification =
  | { phase: 'running'; step: RecomputeStep | null }
  | { phase: 'done'; finding: VerifyFinding; seconds: number }
  | { phase: 'failed'; error: unknown };

/**
 * Trains a version again in a worker.
 * @returns a function that cancels it, after which `onChange` is no longer called
 */
export function verifyVersion(
  { provenance, model }: LoadedVersion,
  onChange: (verification: Verification) => void,
): () => void {
  const { configuration } = provenance;
  const started = performance.now();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const ended = new AbortController();
  const send = (message: ToWorker) => worker.postMessage(message);
  const end = () => {
    ended.abort();
    worker.terminate();
  };
  const fail = (error: unknown) => {
    if (ended.signal.aborted) return;
    end();
    onChange({ phase: 'failed', error });
  };
  const sendRows = async (query: RowsRequested) => {
    const rows = await api(listRows, { params: { id: configuration.dataset }, query }, ended.signal);
    if (!ended.signal.aborted) send({ rows });
  };
  const finish = async (recomputed: VerifyFinding['recomputed']) => {
    const stored = (await sha256(embeddingsParts(model.embeddings))).slice(0, digestDigits);
    if (ended.signal.aborted) return;
    end();
    const seconds = (performance.now() - started) / 1000;
    onChange({ phase: 'done', finding: { named: provenance, stored, recomputed }, seconds });
  };
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (ended.signal.aborted) return;
    if ('step' in data) onChange({ phase: 'running', step: data.step });
    else if ('needs' in data) sendRows(data.needs).catch(fail);
    else if ('failure' in data) fail(data.failure);
    else finish(data.recomputed).catch(fail);
  };
  worker.onerror = () => fail('The worker could not be started. Reload the page, then try again.');
  onChange({ phase: 'running', step: null });
  send({ configuration });
  return end;
}
