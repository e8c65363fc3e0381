import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Database, RulesWatcher } from '../database/database.js';
import { BACKLOG_LIMIT } from '../waiting.js';
import { FrameJoiner, splitFrames } from './frames.js';
import { helloText, parseMessage } from './messages.js';
import { SocketSession } from './session.js';

/** Longest message a client may send, in characters: room for the SDKs' own limit of 16 MB, plus escapes. */
const MESSAGE_LIMIT = 64 * 1024 * 1024;

/** Milliseconds between two pings. */
const PING_MS = 45_000;

/** Connects a websocket to a session. The server speaks first. */
export class Connection implements RulesWatcher {
  private readonly session: SocketSession;
  private readonly frames = new FrameJoiner(MESSAGE_LIMIT);
  private readonly timer: NodeJS.Timeout;
  private alive = true;
  private open = true;
  private corked = false;

  /**
   * `stream` is what the socket writes to; `host` is what the client should connect to from now on; `closed` is called
   * once the session has ended.
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    private readonly database: Database,
    host: string,
    private readonly closed: (connection: Connection) => void,
  ) {
    database.watchers.add(this);
    this.session = new SocketSession(database, (text) => this.send(text));
    socket.on('message', (data) => this.receive(data));
    socket.on('pong', () => (this.alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.end());
    this.timer = setInterval(() => this.ping(), PING_MS).unref();
    this.send(helloText(host, randomBytes(12).toString('base64url'), Date.now()));
  }

  /** The rules of the database have changed. */
  rulesChanged(): void {
    this.session.rulesChanged();
  }

  /** Cuts the connection, as when the server shuts down; performs its onDisconnect writes. */
  terminate(): void {
    this.socket.terminate();
    this.end();
  }

  private receive(data: RawData): void {
    const frame = (data as Buffer).toString('utf8');
    if (frame === '0') return;
    try {
      const text = this.frames.push(frame);
      if (text === undefined) return;
      const message = parseMessage(text);
      if (message !== undefined) this.session.receive(message);
    } catch (error) {
      // No client's message may bring down the emulator for the others.
      if (!(error instanceof RangeError)) console.error(error);
      this.terminate();
    }
  }

  private send(text: string): void {
    if (!this.open) return;
    // Its onDisconnect writes are performed when the socket reports its end: not in the middle of the write being sent.
    if (this.socket.bufferedAmount > BACKLOG_LIMIT) this.socket.terminate();
    else this.sendSoon(text);
  }

  /** Sends everything from one turn in one system call: system calls dominate the cost of small messages. */
  private sendSoon(text: string): void {
    if (!this.corked) {
      this.corked = true;
      this.stream.cork();
      process.nextTick(() => {
        this.corked = false;
        this.stream.uncork();
      });
    }
    for (const frame of splitFrames(text)) this.socket.send(frame);
  }

  private ping(): void {
    if (!this.alive) return this.terminate();
    this.alive = false;
    // A websocket ping: the text `0` that clients send would break the SDK's own frame parser.
    this.socket.ping();
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    clearInterval(this.timer);
    this.database.watchers.delete(this);
    this.session.close();
    this.closed(this);
  }
}
