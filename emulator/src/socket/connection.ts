import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { BACKLOG_LIMIT } from '../waiting.js';
import type { Client } from './client.js';
import { FrameJoiner, splitFrames } from './frames.js';
import type { Transport } from './transport.js';

/** Longest message a client may send, in characters: room for the SDKs' own limit of 16 MB, plus escapes. */
export const MESSAGE_LIMIT = 64 * 1024 * 1024;

/** Milliseconds between two pings. */
const PING_MS = 45_000;

/** A websocket that carries a session. */
export class Connection implements Transport {
  private readonly client: Client;
  private readonly frames = new FrameJoiner(MESSAGE_LIMIT);
  private readonly timer: NodeJS.Timeout;
  private alive = true;
  private open = true;
  private corked = false;

  /**
   * @param stream what the socket writes to
   * @param join tells whose session it carries
   */
  constructor(
    private readonly socket: WebSocket,
    private readonly stream: Duplex,
    join: (connection: Connection) => Client,
  ) {
    socket.on('message', (data) => this.receive(data));
    socket.on('pong', () => (this.alive = true));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.end());
    this.timer = setInterval(() => this.ping(), PING_MS).unref();
    this.client = join(this);
  }

  send(text: string): void {
    if (!this.open) return;
    // Its onDisconnect writes are performed when the socket reports its end: not in the middle of the write being sent.
    if (this.socket.bufferedAmount > BACKLOG_LIMIT) this.socket.terminate();
    else this.sendSoon(text);
  }

  retire(): void {
    this.socket.close();
  }

  terminate(): void {
    this.open = false;
    clearInterval(this.timer);
    this.socket.terminate();
  }

  private receive(data: RawData): void {
    const frame = (data as Buffer).toString('utf8');
    if (frame === '0' || !this.open) return;
    try {
      const text = this.frames.push(frame);
      if (text !== undefined) this.client.receive(this, text);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.socket.terminate();
    }
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
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    // A websocket ping: the text `0` that clients send would break the SDK's own frame parser.
    this.socket.ping();
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    clearInterval(this.timer);
    this.client.transportEnded(this);
  }
}
