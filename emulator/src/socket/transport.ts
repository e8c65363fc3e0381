/** What carries the messages between a client and the emulator: a websocket, or long polling. */
export interface Transport {
  /** Sends a message to the client. */
  send(text: string): void;
  /** Sends what waits, then lets the client go: it has moved to another transport. */
  retire(): void;
  /** Ends at once. Does not report that to the client's session. */
  terminate(): void;
}
