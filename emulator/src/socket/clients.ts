import type { ReadToken } from '../credentials.js';
import type { Database } from '../database/database.js';
import { Client } from './client.js';
import type { Transport } from './transport.js';

/** How a client introduces itself. */
export interface Introduction {
  readonly database: Database;
  /** The host that the client used, which it should go on using. */
  readonly host: string;
  /** The session it had before it lost its connection. */
  readonly lastSession: string | null;
}

/** The clients of an emulator, by the names of their sessions. */
export class Clients {
  private readonly byId = new Map<string, Client>();

  constructor(private readonly readToken: ReadToken) {}

  /** Begins a session. The client's last session ends first, so that its onDisconnect writes do not come late. */
  begin(transport: Transport, { database, host, lastSession }: Introduction): Client {
    this.find(lastSession)?.end();
    const client = new Client(transport, database, this.readToken, host, ({ id }) => this.byId.delete(id));
    this.byId.set(client.id, client);
    return client;
  }

  /** The client of a session that has not ended. */
  find(session: string | null): Client | undefined {
    return session === null ? undefined : this.byId.get(session);
  }

  /** Ends all sessions, as when the server shuts down. */
  endAll(): void {
    for (const client of [...this.byId.values()]) client.end();
  }
}
