import { type Caller, NOBODY, type ReadToken } from '../credentials.js';
import type { Database } from '../database/database.js';
import { RequestFailure } from '../failure.js';
import { isRecord } from '../is-record.js';
import { isLongerThan } from '../tree/text-size.js';
import { at } from '../waiting.js';
import { ACTIONS, type Conversation } from './actions.js';
import { DisconnectWrites } from './disconnect-writes.js';
import { Listens } from './listens.js';
import { AUTH_REVOKED_TEXT, type ClientMessage, replyText } from './messages.js';

/** Largest write through a socket, in bytes. https://firebase.google.com/docs/database/usage/limits */
const WRITE_LIMIT = 16 * 1024 * 1024;

const WRITES = new Set(['p', 'm', 'o', 'om']);

/** One client's session, without its transport: receives messages, sends texts. */
export class SocketSession {
  private readonly conversation: Conversation;
  private expiry: NodeJS.Timeout | undefined;

  /** `send` receives the texts for the client, in order. */
  constructor(
    database: Database,
    readToken: ReadToken,
    private readonly send: (text: string) => void,
  ) {
    this.conversation = {
      database,
      readToken,
      caller: NOBODY,
      listens: new Listens(database, send),
      disconnectWrites: new DisconnectWrites(),
      become: (caller) => this.become(caller),
    };
  }

  /** Handles one message and replies to it; the reply to a failed request holds its error code. */
  receive({ type, body, text }: ClientMessage): void {
    if (type !== 'd' || typeof body.r !== 'number') return;
    this.answer(body.r, String(body.a), isRecord(body.b) ? body.b : {}, text);
  }

  /** The rules have changed: ends the listens they no longer allow. */
  rulesChanged(): void {
    this.conversation.listens.judgeAgain(this.conversation.caller);
  }

  /** The connection is gone: ends the listens, performs the onDisconnect writes. */
  close(): void {
    const { database, listens, disconnectWrites, caller } = this.conversation;
    clearTimeout(this.expiry);
    listens.close();
    disconnectWrites.run(database, caller);
  }

  private become(caller: Caller): void {
    clearTimeout(this.expiry);
    this.conversation.caller = caller;
    this.conversation.listens.judgeAgain(caller);
    if (caller.expires === undefined) return;
    this.expiry = at(caller.expires, () => this.expire());
  }

  /** Notifies the client, so that it fetches a new token; until then it is anonymous. */
  private expire(): void {
    this.send(AUTH_REVOKED_TEXT);
    this.become(NOBODY);
  }

  private answer(request: number, action: string, body: Record<string, unknown>, text: string): void {
    try {
      if (WRITES.has(action) && isLongerThan(text, WRITE_LIMIT)) throw tooBig();
      const act = ACTIONS.get(action);
      if (act === undefined) throw new RequestFailure('invalid_data', `Unknown action ${JSON.stringify(action)}`);
      this.send(replyText(request, 'ok', act(this.conversation, body)));
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      this.send(replyText(request, error.code, JSON.stringify(error.message)));
    }
  }
}

function tooBig(): RequestFailure {
  return new RequestFailure('too_big', 'A client write must not be larger than 16 MB: split it, or use REST');
}
