import type { Request } from 'firebase-functions/https';
import type { Response } from 'express';
import type { DecodedIdToken } from 'firebase-admin/auth';
import {
  isForAccounts,
  isForLiveSessions,
  type BodyOut,
  type DownloadType,
  type In,
  type IsForAccounts,
  type Out,
  type Route,
  type Routes,
} from '@segue/core/contract/api/route';
import type { Download } from '../pipeline/answers/download.js';
import type { Caller, Viewer } from '../pipeline/records/dataset-records.js';
import type { Context } from '../pipeline/ports.js';
import { appContext } from '../store/app.js';
import { callerOf, viewerOf } from './account.js';
import { checkApp } from './app-check.js';
import { checkInput, checkParams } from './check-input.js';
import { findEntry, toEntry } from './find-entry.js';
import { toProblem } from './problem-reply.js';
import { readJson, readUploaded } from './read-body.js';
import { readQuery } from './read-query.js';
import { sendDownload, sendProblem, sendReply } from './send.js';

/** One request, parsed and checked against its route. */
export interface Call<R extends Route> {
  context: Context;
  params: Out<R, 'params'>;
  query: Out<R, 'query'>;
  body: BodyOut<R>;
  /** Who asks; `null` for anonymous viewers. */
  viewer: Viewer;
  /** Who acts, on a route for accounts; `null` on others. */
  caller: IsForAccounts<R> extends true ? Caller : null;
}

/** Answers a route with a download or the JSON that its schema describes, or with nothing if it has neither. */
export type Answer<R extends Route> = (
  call: Call<R>,
) => R extends { download: DownloadType } ? Promise<Download> : Promised<In<R, 'reply'>>;

type Promised<Reply> = [Reply] extends [undefined] ? Promise<void> : Promise<Reply>;

/** An answer for each route of a table; a missing one does not compile. */
export type Answers<Table extends Routes> = { readonly [Name in keyof Table]: Answer<Table[Name]> };

/** What `serve` takes from its surroundings; tests give their own. */
export interface Surroundings {
  context: () => Context;
  /** @throws unverified-app for a request of another app, where App Check is required */
  checkApp: (request: Request) => Promise<void>;
  /**
   * @param isLive whether the session must not have been ended
   * @throws unauthenticated for a token that is not valid
   */
  claimsOf: (request: Request, isLive: boolean) => Promise<DecodedIdToken | null>;
}

/** The handler of an HTTPS function: finds the route, checks the input, answers. All errors leave through here. */
export function serve<Table extends Routes>(
  table: Table,
  answers: Answers<Table>,
  surroundings: Surroundings = { context: appContext, checkApp, claimsOf: viewerOf },
): (request: Request, response: Response) => Promise<void> {
  const entries = Object.entries(table).map(([name, route]) => toEntry(route, answers[name]!));
  return async (request, response) => {
    try {
      await surroundings.checkApp(request);
      const { route, answer, params } = findEntry(entries, request);
      const claims = await surroundings.claimsOf(request, isForLiveSessions(route));
      const call = await readCall(route, request, params, claims);
      // `Answers` guarantees that these match their route; the type of a list of entries cannot express that.
      const reply = await answer({ ...call, context: surroundings.context() } as never);
      if (route.download) await sendDownload(request, response, route.download, reply as Download);
      else sendReply(request, response, route, reply);
    } catch (error) {
      sendProblem(response, toProblem(error));
    }
  };
}

async function readCall(route: Route, request: Request, inPath: Record<string, string>, claims: DecodedIdToken | null) {
  // First: what a request must look like is for those who may send it.
  const caller = isForAccounts(route) ? callerOf(claims) : null;
  const { query, body, params, paramErrors } = route;
  const json = body?.kind === 'json' ? checkInput(body.schema, readJson(request), 'body') : undefined;
  const parsed = {
    query: query && checkInput(query, readQuery(request.url, query), 'query'),
    params: params && checkParams(params, inPath, paramErrors),
    viewer: claims?.uid ?? null,
    caller,
  };
  // Last, so that a large file is read only for those who may send one.
  return { ...parsed, body: body && body.kind !== 'json' ? await readUploaded(body, request) : json };
}
