import { expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { callRoute, type Transport } from '@segue/core/contract/api/client';
import { datasetRoutes, getDataset } from '@segue/core/contract/api/datasets';
import { recommendForUser } from '@segue/core/contract/api/recommendations';
import { defineRoute } from '@segue/core/contract/api/route';
import { rowRoutes } from '@segue/core/contract/api/rows';
import { serve } from '@segue/functions/http/serve';
import type { Caller } from '@segue/functions/pipeline/records/dataset-records';

/** An answer for signed-in callers only. */
const listAs = (_caller: Caller) => Promise.resolve({ columns: [], total: 0, rows: [] });

/** What must not compile. Never called: `tsc -b` is the test. */
export function mistakes(transport: Transport<Blob>): void {
  const shared = {
    summary: '',
    errors: [],
    bounds: { bodyBytes: 0 },
    quota: 'read',
    status: 204,
  } as const;
  // @ts-expect-error the path has no "name"
  defineRoute({ ...shared, method: 'GET', path: '/api/{id}', params: z.strictObject({ name: z.string() }) });
  // @ts-expect-error the path has a parameter
  defineRoute({ ...shared, method: 'GET', path: '/api/{id}' });
  // @ts-expect-error the path has none
  defineRoute({ ...shared, method: 'GET', path: '/api', params: z.strictObject({ id: z.string() }) });
  // @ts-expect-error no such code
  defineRoute({ ...shared, method: 'GET', path: '/api', errors: ['not-there'] });

  const { listRows, deleteRow } = rowRoutes;
  // @ts-expect-error an answer is missing
  serve({ listRows, deleteRow }, { listRows: () => Promise.resolve({ columns: [], total: 0, rows: [] }) });
  // @ts-expect-error not what the route replies
  serve({ deleteRow }, { deleteRow: () => Promise.resolve({ rows: 1 }) });
  // @ts-expect-error nobody has to sign in for it
  serve({ listRows }, { listRows: ({ caller }) => listAs(caller) });

  const params = { id: 'x' };
  // @ts-expect-error a misspelt parameter of the query
  void callRoute(transport, recommendForUser, { params, query: { user: 'x', konwn: 'exclude' } });
  // @ts-expect-error the query is missing
  void callRoute(transport, recommendForUser, { params });
  // @ts-expect-error the parameters of the path are missing
  void callRoute(transport, getDataset, {});
  // @ts-expect-error the route takes no query
  void callRoute(transport, getDataset, { params, query: { a: 1 } });
  // @ts-expect-error the route takes no body
  void callRoute(transport, datasetRoutes.deleteDataset, { params, body: {} });
}

it('keeps these mistakes from compiling', () => {
  expect(mistakes).toBeInstanceOf(Function);
});
