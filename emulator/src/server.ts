import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { tokenReader } from './credentials.js';
import type { CommitObserver } from './database/database.js';
import { Instances, isInstanceName } from './instances.js';
import { Polls } from './polling/polls.js';
import { splitUrl } from './rest/rest-request.js';
import { answerHttp, namespaceOf } from './rest/rest-server.js';
import { parseRules } from './rules/parse-rules.js';
import { OPEN_RULES } from './rules/rules.js';
import { Clients } from './socket/clients.js';
import { Connection } from './socket/connection.js';
import { resetText } from './socket/messages.js';
import { DeclaredRetries } from './triggers/declared-retries.js';
import { Delivery, type EventSender } from './triggers/delivery.js';
import type { FunctionsAddress } from './triggers/functions-address.js';
import { type FaultOptions, parseFaults } from './triggers/fault-options.js';
import { FaultyDelivery } from './triggers/faults.js';
import { Triggers } from './triggers/triggers.js';

/** Options of an emulator. */
export interface EmulatorOptions {
  /** Address to listen on; `127.0.0.1` by default. */
  readonly host?: string;
  /** Port to listen on; 0, the default, takes a free one. */
  readonly port?: number;
  /** The project; also the name of the database for requests that name none. */
  readonly project: string;
  /** Text of the rules every database starts with; without it everyone may read and write until rules are uploaded. */
  readonly rules?: string;
  /** Where functions registered for writes are called; without it none are. */
  readonly functionsEmulator?: FunctionsAddress;
  /** Functions called again when they fail, by name, besides those whose codebase declares `retry: true`. */
  readonly retry?: readonly string[];
  /** Makes every refusal by rules state which rule refused, and with what values; off by default. */
  readonly explain?: boolean;
  /** Refuses credentials that are neither tokens nor `owner`, which are administrators' otherwise; off by default. */
  readonly strictTokens?: boolean;
  /** Delivers events twice, late, out of order or not at all; off by default. */
  readonly faults?: Partial<FaultOptions> & { readonly seed: number };
}

/** A running emulator. */
export interface Emulator {
  readonly host: string;
  readonly port: number;
  /** As in `http://127.0.0.1:9000`. */
  readonly url: string;
  /** The databases it holds, for tools in the same process. */
  readonly instances: Instances;
  /** Performs the onDisconnect writes, closes every connection, and stops the server. */
  stop(): Promise<void>;
}

/**
 * Starts a Realtime Database emulator. Rejects with the system's error if the port is taken (`EADDRINUSE`), and with a
 * `RequestFailure` for bad rules or faults.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const delivery = senderFor(options);
  const triggers = new Triggers(delivery);
  const rules = options.rules === undefined ? OPEN_RULES : parseRules(options.rules);
  const commits = { count: 0 };
  const observe: CommitObserver = (database, commit, caller) => {
    const after = triggers.onCommit(database, commit, caller);
    commits.count++;
    return after;
  };
  const instances = new Instances(observe, rules, options.explain);
  instances.get(options.project);
  const readToken = tokenReader(options.strictTokens ?? false);
  const clients = new Clients(readToken);
  const polls = new Polls(instances, clients);
  const makeServer = (): Server => {
    const server = createServer((message, response) => {
      const [path, query] = splitUrl(message.url ?? '/');
      if (path === '/.lp') {
        const params = new URLSearchParams(query);
        polls.answer(message, response, params, namespaceOf(params, options.project));
      } else void answerHttp({ instances, triggers, readToken, commits }, options.project, message, response);
    });
    acceptSockets(server, instances, clients, options.project);
    return server;
  };
  const host = options.host ?? '127.0.0.1';
  const server = makeServer();
  const { address, port } = await listen(server, host, options.port ?? 0);
  const other = otherLoopback(host, address);
  const twin = other === undefined ? undefined : makeServer();
  if (twin !== undefined && other !== undefined) await listen(twin, other, port).catch(sayIfTaken(other, port));
  const stop = async (): Promise<void> => {
    clients.endAll();
    delivery?.stop();
    await close(server);
    if (twin?.listening === true) await close(twin);
  };
  return { host, port, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, instances, stop };
}

/** Not every machine has both addresses; where another program has the port at the other one, that may surprise. */
function sayIfTaken(address: string, port: number): (error: NodeJS.ErrnoException) => void {
  return ({ code }) => {
    if (code !== 'EADDRINUSE') return;
    console.error(
      `Another program listens at port ${port} of ${address}: clients that take localhost for it reach that.`,
    );
  };
}

function senderFor({ functionsEmulator, faults, retry = [] }: EmulatorOptions): EventSender | null {
  const checked = faults === undefined ? null : parseFaults(faults);
  if (functionsEmulator === undefined) return null;
  const delivery = new Delivery(functionsEmulator, new DeclaredRetries(functionsEmulator, new Set(retry)));
  return checked === null ? delivery : new FaultyDelivery(delivery, checked);
}

/** Accepts websockets at `/.ws`. One that names a session (`s`) is to carry that from now on. */
function acceptSockets(server: Server, instances: Instances, clients: Clients, project: string): void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 });
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A socket may fail before anything else listens for its errors.
    socket.on('error', () => socket.destroy());
    const [path, query] = splitUrl(message.url ?? '/');
    const params = new URLSearchParams(query);
    const name = namespaceOf(params, project);
    if (path !== '/.ws' || params.get('v') !== '5' || !isInstanceName(name)) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nUse /.ws?v=5&ns=NAME\n');
      return;
    }
    const host = message.headers.host ?? 'localhost';
    sockets.handleUpgrade(message, socket, head, (websocket) => {
      const session = params.get('s');
      const moving = clients.find(session);
      if (session !== null && moving === undefined) {
        websocket.send(resetText(host));
        websocket.close();
        return;
      }
      new Connection(websocket, socket, (connection) => {
        if (moving === undefined) {
          return clients.begin(connection, { database: instances.get(name), host, lastSession: params.get('ls') });
        }
        moving.moveTo(connection);
        return moving;
      });
    });
  });
}

/** The address besides `address` that the name `localhost` has, for an emulator that listens for this machine alone. */
function otherLoopback(host: string, address: string): string | undefined {
  if (host !== 'localhost' && host !== '127.0.0.1') return undefined;
  return address === '::1' ? '127.0.0.1' : '::1';
}

function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
