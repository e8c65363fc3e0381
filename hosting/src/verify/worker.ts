import type { RowsView } from '@segue/core/contract/api/rows';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { recompute } from '@segue/core/versions/recompute';
import { sentence } from '../words/sentence.js';
import type { FromWorker, ToWorker } from './messages.js';
import { sha256 } from './sha256.js';

/** Continues with the rows requested last; `recompute` requests one block of rows at a time. */
let receiveRows: (rows: RowsView) => void = () => undefined;

/** Recomputes one version. The page terminates the worker when it no longer needs the result. */
addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('rows' in data) receiveRows(data.rows);
  else void work(data.configuration).then(send, (error: unknown) => send({ failure: sentence(error) }));
});

async function work(configuration: ModelConfiguration): Promise<FromWorker> {
  const recomputed = await recompute(configuration, {
    readRows: (start, count) => {
      send({ needs: { start, count } });
      return new Promise((resolve) => (receiveRows = resolve));
    },
    sha256,
    onProgress: (step) => send({ step }),
  });
  return { recomputed };
}

function send(message: FromWorker): void {
  postMessage(message);
}
