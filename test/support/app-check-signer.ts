import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { connect, type AddressInfo } from 'node:net';

/** The project whose apps `appToken` is for, by its id and its number. */
export const project = { id: 'demo-app-check', number: '123456789012' } as const;

/** A key that signs App Check tokens, with its public half as Google would publish it. */
export interface Signer {
  id: string;
  privateKey: KeyObject;
  jwk: object;
}

/** Makes a key of the kind that Google's are. */
export function makeSigner(id: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { id, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid: id, alg: 'RS256', use: 'sig' } };
}

/** The claims of a token as Firebase App Check makes it; times in seconds. */
export function appClaims(now = Math.floor(Date.now() / 1000)): Record<string, unknown> {
  return {
    iss: `https://firebaseappcheck.googleapis.com/${project.number}`,
    aud: [`projects/${project.number}`, `projects/${project.id}`],
    sub: `1:${project.number}:web:0123456789abcdef`,
    iat: now - 60,
    exp: now + 3600,
  };
}

/** A token: the claims, signed. A header of `alg: none` leaves the signature empty. */
export function appToken(signer: Signer, claims = appClaims(), header: Record<string, unknown> = {}): string {
  const head = { alg: 'RS256', typ: 'JWT', kid: signer.id, ...header };
  const signed = [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = head.alg === 'none' ? '' : sign('sha256', Buffer.from(signed), signer.privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

/** A server in the place of Google's, which publishes keys. */
export interface KeyServer {
  /** The addresses that were asked for. */
  asked: string[];
  /** Leads every HTTPS request to the server. */
  agent: Agent;
  stop: () => void;
}

/** Starts a server that answers everything with the public keys of signers. */
export async function serveKeys(...signers: Signer[]): Promise<KeyServer> {
  const asked: string[] = [];
  const server = createServer(({ headers, url }, response) => {
    asked.push(`${headers.host}${url}`);
    response.end(JSON.stringify({ keys: signers.map(({ jwk }) => jwk) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent();
  agent.createConnection = () => connect(port, '127.0.0.1');
  return { asked, agent, stop: () => void server.close() };
}
