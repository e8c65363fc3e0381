import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A post a function got. */
export interface Received {
  readonly path: string;
  readonly contentType: string;
  readonly body: Record<string, unknown>;
}

/** Says what becomes of a post: a status and body, or `cut` for a socket that breaks. */
export type Behaviour = (received: Received) => { status: number; body?: string } | 'cut';

/** A stand-in for the functions emulator: records each request and sends the configured answer. */
export class TriggerReceiver {
  readonly received: Received[] = [];
  behave: Behaviour = () => ({ status: 200, body: '{"status":"acknowledged"}' });
  /** What it answers to a request for its codebases. */
  backends: readonly object[] = [];
  /** Posts under way now, and the most that ever were. */
  active = 0;
  mostActive = 0;

  private constructor(private readonly server: Server) {}

  /** Starts one on a port of 127.0.0.1, a free one by default. */
  static async start(port = 0): Promise<TriggerReceiver> {
    const server = createServer();
    const receiver = new TriggerReceiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return receiver;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  /** The bodies posted to a trigger. */
  bodies(key: string): Record<string, unknown>[] {
    return this.received.filter(({ path }) => path.endsWith(`/triggers/${key}`)).map(({ body }) => body);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/backends') {
      response.end(JSON.stringify({ backends: this.backends }));
      return;
    }
    this.mostActive = Math.max(this.mostActive, ++this.active);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const received = {
      path: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>,
    };
    this.received.push(received);
    const answer = this.behave(received);
    // Left open for a moment, so that posts at the same time are seen as such.
    await new Promise((resolve) => setImmediate(resolve));
    this.active--;
    if (answer === 'cut') request.socket.destroy();
    else response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
  }
}
