import { callRoute } from '@segue/core/contract/api/client';
import { fetchTransport } from '@segue/core/contract/api/fetch-transport';
import { listRows } from '@segue/core/contract/api/rows';
import { recompute } from '@segue/core/versions/recompute';
import { sentence } from '../data/sentence.js';
import type { Commission, Report } from './messages.js';
import { sha256 } from './sha256.js';

/** Recomputes one version; whoever does not want to know any more ends the worker. */
addEventListener('message', ({ data }: MessageEvent<Commission>) => {
  void work(data).then(report, (error: unknown) => report({ failure: sentence(error) }));
});

async function work({ configuration, headers }: Commission): Promise<Report> {
  const transport = fetchTransport<Blob, FormData, AbortSignal>(globalThis, {
    authorization: () => Promise.resolve(headers),
  });
  const params = { id: configuration.dataset };
  const recomputed = await recompute(configuration, {
    readRows: (start, count) => callRoute(transport, listRows, { params, query: { start, count } }),
    sha256,
    onProgress: (step) => report({ step }),
  });
  return { recomputed };
}

function report(message: Report): void {
  postMessage(message);
}
