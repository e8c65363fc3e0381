import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { sendText } from '../rest/reply.js';
import type { Client } from '../socket/client.js';
import { MESSAGE_LIMIT } from '../socket/connection.js';
import type { Transport } from '../socket/transport.js';
import { BACKLOG_LIMIT } from '../waiting.js';
import { closeScript, definitionsScript, messagesScript, startScript } from './scripts.js';
import { SegmentJoiner } from './segments.js';

/** Milliseconds without a request after which a client is gone; it usually asks again at once. */
const GONE_MS = 30_000;

/**
 * A connection by long polling: the client keeps one request open, which is answered as soon as there is something to
 * send, and sends its own messages with a second one, which releases the first. Responses are numbered, because the
 * client may receive them in another order.
 */
export class Poll implements Transport {
  readonly password = randomBytes(8).toString('hex');
  private readonly client: Client;
  private readonly segments = new SegmentJoiner(MESSAGE_LIMIT);
  private waiting: string[] = [];
  private size = 0;
  private number = 0;
  private held: ServerResponse | undefined;
  private timer: NodeJS.Timeout | undefined;
  private scheduled = false;
  private state: 'open' | 'retired' | 'ended' = 'open';

  /**
   * @param id names the connection
   * @param join tells whose session it carries
   * @param gone called once no request for it can come
   */
  constructor(
    readonly id: string,
    join: (poll: Poll) => Client,
    private readonly gone: (poll: Poll) => void,
  ) {
    this.client = join(this);
    this.expectRequest();
  }

  /** Answers the first request. */
  start(response: ServerResponse, callback: string | null): void {
    const definitions = callback === null ? '' : definitionsScript(callback);
    sendScript(response, definitions + startScript(this.id, this.password) + this.takeMessages());
  }

  /**
   * Holds a request until there is something to send.
   * @throws RangeError if its segments are none
   */
  request(response: ServerResponse, params: URLSearchParams): void {
    this.release();
    clearTimeout(this.timer);
    this.held = response;
    response.on('close', () => {
      if (this.held !== response) return;
      this.held = undefined;
      this.expectRequest();
    });
    for (let at = 0; params.has(`seg${at}`); at++) {
      const [segment, total] = [Number(params.get(`seg${at}`)), Number(params.get(`ts${at}`))];
      for (const text of this.segments.push(segment, total, params.get(`d${at}`) ?? ''))
        this.client.receive(this, text);
    }
    if (this.waiting.length > 0 || this.state !== 'open') this.releaseSoon();
  }

  send(text: string): void {
    if (this.state !== 'open') return;
    if (this.size > BACKLOG_LIMIT) return this.leave();
    this.size += text.length;
    this.waiting.push(text);
    this.releaseSoon();
  }

  retire(): void {
    if (this.state === 'open') this.state = 'retired';
    this.releaseSoon();
  }

  terminate(): void {
    this.state = 'ended';
    this.waiting = [];
    this.release();
    clearTimeout(this.timer);
    this.gone(this);
  }

  /** The client is gone. */
  leave(): void {
    this.client.transportEnded(this);
    this.terminate();
  }

  /** Everything from one turn goes in one response. */
  private releaseSoon(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.release();
    });
  }

  /** Answers the open request, if there is one, with what there is. */
  private release(): void {
    const { held } = this;
    if (held === undefined) return;
    this.held = undefined;
    if (this.state === 'ended') return sendScript(held, closeScript());
    const messages = this.takeMessages();
    sendScript(held, this.state === 'open' ? messages : messages + closeScript(this.number - 1));
    this.expectRequest();
  }

  private takeMessages(): string {
    const script = messagesScript(this.number++, this.waiting);
    this.waiting = [];
    this.size = 0;
    return script;
  }

  private expectRequest(): void {
    clearTimeout(this.timer);
    if (this.state !== 'ended') this.timer = setTimeout(() => this.leave(), GONE_MS).unref();
  }
}

/** Sends a script to a client. */
export function sendScript(response: ServerResponse, script: string): void {
  sendText(response, 200, 'application/javascript', script);
}
