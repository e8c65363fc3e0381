import { WebSocket } from 'ws';
import { splitFrames } from '@segue/emulator/socket/frames';

/** A bare websocket to an emulator or an echo server. */
export class RawSocket {
  private constructor(private readonly socket: WebSocket) {}

  /** Connects; waits for the greeting if the server sends one, as an emulator does. */
  static async connect(port: number, greets = true): Promise<RawSocket> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/.ws?v=5&ns=demo-bench`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => {
      socket.once(greets ? 'message' : 'open', resolve);
      socket.once('error', reject);
    });
    return new RawSocket(socket);
  }

  /** Sends all messages at once; returns the milliseconds until as many have come back. */
  async pipeline(messages: readonly string[]): Promise<number> {
    const start = performance.now();
    let missing = messages.length;
    const done = new Promise<void>((resolve) => {
      const count = (): void => {
        if (--missing > 0) return;
        this.socket.off('message', count);
        resolve();
      };
      this.socket.on('message', count);
    });
    for (const message of messages) for (const frame of splitFrames(message)) this.socket.send(frame);
    await done;
    return performance.now() - start;
  }

  close(): void {
    this.socket.terminate();
  }
}

/** A request of the websocket protocol. */
export function requestText(number: number, action: string, body: object): string {
  return JSON.stringify({ t: 'd', d: { r: number, a: action, b: body } });
}
