/**
 * Puts a client's frames together: a message over 16,384 characters comes as a frame holding a decimal count, then
 * that many frames. A lone `0` is the client's sign of life.
 */
export class FrameJoiner {
  private missing = 0;
  private parts: string[] = [];
  private length = 0;

  /** `limit` is the longest message in characters. */
  constructor(private readonly limit: number) {}

  /** Takes a frame; answers the message it completes, if any. Throws a RangeError when a message grows too long. */
  push(frame: string): string | undefined {
    if (this.missing === 0) {
      if (!/^\d{1,6}$/.test(frame)) return frame;
      this.missing = Number(frame);
      return undefined;
    }
    this.length += frame.length;
    if (this.length > this.limit) throw new RangeError('message too long');
    this.parts.push(frame);
    this.missing--;
    if (this.missing > 0) return undefined;
    const message = this.parts.join('');
    this.parts = [];
    this.length = 0;
    return message;
  }
}
