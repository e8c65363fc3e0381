import { NOBODY } from '../credentials.js';
import type { Database } from '../database/database.js';
import { Failure } from '../failure.js';
import { ACTIONS, type Conversation } from './actions.js';
import { DisconnectWrites } from './disconnect-writes.js';
import { Listens } from './listens.js';
import { type ClientMessage, PONG_TEXT, isRecord, replyText } from './messages.js';

/** One client's conversation, without its socket: takes messages, sends texts. */
export class Session {
  private readonly conversation: Conversation;

  /** `send` takes the texts for the client, in order. */
  constructor(
    database: Database,
    private readonly send: (text: string) => void,
  ) {
    this.conversation = {
      database,
      caller: NOBODY,
      listens: new Listens(database, send),
      disconnectWrites: new DisconnectWrites(),
    };
  }

  /** Takes one message and answers it; a request that fails is answered with its code. */
  receive({ type, body }: ClientMessage): void {
    if (type === 'c') {
      if (body.t === 'p') this.send(PONG_TEXT);
    } else if (type === 'd' && typeof body.r === 'number') {
      this.answer(body.r, String(body.a), isRecord(body.b) ? body.b : {});
    }
  }

  /** The rules have changed: ends the listens they no longer allow. */
  rulesChanged(): void {
    this.conversation.listens.judgeAgain(this.conversation.caller);
  }

  /** The connection is gone: ends the listens, does the onDisconnect writes. */
  close(): void {
    const { database, listens, disconnectWrites, caller } = this.conversation;
    listens.close();
    disconnectWrites.run(database, caller);
  }

  private answer(request: number, action: string, body: Record<string, unknown>): void {
    try {
      const act = ACTIONS.get(action);
      if (act === undefined) throw new Failure('invalid_data', `Unknown action ${JSON.stringify(action)}`);
      this.send(replyText(request, 'ok', act(this.conversation, body)));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.send(replyText(request, error.code, JSON.stringify(error.message)));
    }
  }
}
