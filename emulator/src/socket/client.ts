import { randomBytes } from 'node:crypto';
import type { ReadToken } from '../credentials.js';
import type { Database, RulesWatcher } from '../database/database.js';
import { BACKLOG_LIMIT } from '../waiting.js';
import {
  type ClientMessage,
  END_TRANSMISSION_TEXT,
  helloText,
  parseMessage,
  PONG_TEXT,
  SWITCH_ACK_TEXT,
} from './messages.js';
import { SocketSession } from './session.js';
import type { Transport } from './transport.js';

/**
 * One client: its session, and the transport that carries it.
 *
 * A client that began with long polling moves to a websocket as soon as it can, as the SDK's `Connection` does it: the
 * socket names the session, the server acknowledges (`a`), the client tests the socket with pings and acknowledges too;
 * then each side ends its transmission by the old transport (`n`). What arrives by socket before the client's end waits
 * for it, so that no message overtakes another.
 */
export class Client implements RulesWatcher {
  /** Names the session: in the first message, and when a socket wants to carry it. */
  readonly id = randomBytes(24).toString('base64url');
  private readonly session: SocketSession;
  /** Carries messages from the client. */
  private receiving: Transport;
  /** The socket that the client is moving to. */
  private candidate: Transport | undefined;
  private early: ClientMessage[] = [];
  private earlySize = 0;
  private open = true;

  /**
   * @param sending carries messages to the client, who gets the first one at once
   * @param host what the client should connect to from now on
   * @param closed called once the session has ended
   */
  constructor(
    private sending: Transport,
    private readonly database: Database,
    readToken: ReadToken,
    host: string,
    private readonly closed: (client: Client) => void,
  ) {
    this.receiving = sending;
    database.watchers.add(this);
    this.session = new SocketSession(database, readToken, (text) => this.sending.send(text));
    sending.send(helloText(host, this.id, Date.now()));
  }

  rulesChanged(): void {
    this.session.rulesChanged();
  }

  /** Lets a socket carry the session from now on, if the client agrees. */
  moveTo(candidate: Transport): void {
    this.candidate?.terminate();
    this.early = [];
    this.earlySize = 0;
    this.candidate = candidate;
    candidate.send(SWITCH_ACK_TEXT);
  }

  /** Handles a message that a transport has received; what is no message of the protocol is ignored. */
  receive(from: Transport, text: string): void {
    const message = parseMessage(text);
    if (message === undefined || !this.open) return;
    const control = message.type === 'c' ? message.body.t : undefined;
    try {
      if (control === 'p') from.send(PONG_TEXT);
      else if (control === 'a') this.switchTo(from);
      else if (control === 'n') this.endTransmission(from);
      else if (from === this.receiving) this.session.receive(message);
      else if (from === this.candidate) this.keep(message);
    } catch (error) {
      // No client's message may bring down the emulator for the others.
      console.error(error);
      this.end();
    }
  }

  /** A transport has ended by itself: so has the session, if it depended on it. */
  transportEnded(transport: Transport): void {
    if (transport === this.sending || transport === this.receiving) this.end();
    else if (transport === this.candidate) this.candidate = undefined;
  }

  /** Ends the session and its transports; performs its onDisconnect writes. */
  end(): void {
    if (!this.open) return;
    this.open = false;
    for (const transport of [this.receiving, this.sending, this.candidate]) transport?.terminate();
    this.database.watchers.delete(this);
    this.session.close();
    this.closed(this);
  }

  /** The client has found the candidate healthy. */
  private switchTo(from: Transport): void {
    if (from !== this.candidate || this.sending === from) return;
    const before = this.sending;
    before.send(END_TRANSMISSION_TEXT);
    this.sending = from;
    this.settle(before);
  }

  /** The client has sent all it has to send by its old transport. */
  private endTransmission(from: Transport): void {
    if (from !== this.receiving || this.candidate === undefined) return;
    this.receiving = this.candidate;
    const { early } = this;
    this.early = [];
    this.settle(from);
    for (const message of early) this.session.receive(message);
  }

  /**
   * Lets the old transport go once neither side needs it; before that the client would drop what it has yet to send.
   */
  private settle(before: Transport): void {
    if (this.sending !== this.candidate || this.receiving !== this.candidate) return;
    this.candidate = undefined;
    before.retire();
  }

  private keep(message: ClientMessage): void {
    this.earlySize += message.text.length;
    if (this.earlySize > BACKLOG_LIMIT) this.end();
    else this.early.push(message);
  }
}
