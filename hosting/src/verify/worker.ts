import type { RowsView } from '@segue/core/contract/dataset';
import { recompute } from '@segue/core/versions/recompute';
import { requestJson, sentence } from '../data/request.js';
import type { Commission, Report } from './messages.js';
import { sha256 } from './sha256.js';

/** Recomputes one version; whoever does not want to know any more ends the worker. */
addEventListener('message', ({ data }: MessageEvent<Commission>) => {
  void work(data).then(report, (error: unknown) => report({ failure: sentence(error) }));
});

async function work({ configuration, headers }: Commission): Promise<Report> {
  const rows = `datasets/${encodeURIComponent(configuration.dataset)}/rows`;
  const recomputed = await recompute(configuration, {
    readRows: (start, count) => requestJson<RowsView>(`${rows}?start=${start}&count=${count}`, { headers }),
    sha256,
    onProgress: (step) => report({ step }),
  });
  return { recomputed };
}

function report(message: Report): void {
  postMessage(message);
}
