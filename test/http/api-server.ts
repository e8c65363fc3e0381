import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Response } from 'express';
import type { Request } from 'firebase-functions/https';
import type { DecodedIdToken } from 'firebase-admin/auth';
import { SegueError } from '@segue/core/contract/errors';
import type { Context } from '@segue/functions/pipeline/ports';
import type { Surroundings } from '@segue/functions/http/serve';

/** A handler behind HTTP. */
export interface ApiServer {
  origin: string;
  stop: () => Promise<void>;
}

/** Starts a handler on a port of its own. Bodies are read as Cloud Functions reads them: those with a Content-Type. */
export async function startApi(handler: (request: Request, response: Response) => Promise<void>): Promise<ApiServer> {
  const app = express();
  const verify = (request: object, _response: unknown, body: Buffer) => void Object.assign(request, { rawBody: body });
  app.use(express.json({ verify, limit: '32mb', type: ['application/json', '+json'] }));
  app.use(express.raw({ verify, limit: '32mb', type: '*/*' }));
  // `rawBody` is all that the type has beyond Express's own.
  app.use((request, response) => void handler(request as Request, response));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/**
 * Surroundings in which the bearer token is the uid, and `bad` is not valid; nor is `{uid} revoked` where that is asked.
 * They have just signed in, but `{uid} earlier` an hour ago. Accounts have verified addresses, but those whose
 * uid begins with `guest` are guests, and those that begin with `unverified` have not proved theirs; `admin` runs the project.
 */
export function surroundings(context: Context): Surroundings {
  const signedInAt = (session?: string) => context.clock.now() - (session === 'earlier' ? 3_600_000 : 0);
  return {
    context: () => context,
    checkApp: () => Promise.resolve(),
    claimsOf(request, isLive) {
      const token = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
      const [uid, session] = token?.split(' ') ?? [];
      if (uid === 'bad' || (isLive && session === 'revoked'))
        return Promise.reject(new SegueError('unauthenticated', 'The ID token is not valid.'));
      return Promise.resolve(uid === undefined ? null : claimsOf(uid, signedInAt(session)));
    },
  };
}

function claimsOf(uid: string, signedInAt: number): DecodedIdToken {
  const isGuest = uid.startsWith('guest');
  const firebase = { identities: {}, sign_in_provider: isGuest ? 'anonymous' : 'password' };
  return {
    uid,
    sub: uid,
    aud: 'test',
    iss: 'test',
    auth_time: signedInAt / 1000,
    iat: 0,
    exp: 0,
    name: uid,
    firebase,
    ...(!isGuest && { email: `${uid}@segue.example`, email_verified: !uid.startsWith('unverified') }),
    ...(uid === 'admin' && { administrator: true }),
  };
}
