/** The longest frame of either side, in UTF-16 units: both the SDKs and the service split messages there. */
const FRAME_UNITS = 16_384;

/**
 * The frames of a message: the message itself, or a frame with the number of frames followed by that many. A surrogate
 * pair is never split: its halves would each arrive as U+FFFD.
 */
export function splitFrames(message: string): string[] {
  if (message.length <= FRAME_UNITS) return [message];
  const frames: string[] = [];
  for (let from = 0; from < message.length;) {
    const to = cutBefore(message, from + FRAME_UNITS);
    frames.push(message.slice(from, to));
    from = to;
  }
  return [String(frames.length), ...frames];
}

function cutBefore(message: string, at: number): number {
  const before = message.charCodeAt(at - 1);
  return at < message.length && before >= 0xd800 && before <= 0xdbff ? at - 1 : at;
}

/**
 * Joins a client's frames into messages: a message over 16,384 characters comes as a frame with a decimal count, then
 * that many frames. A lone `0` is the client's keep-alive.
 */
export class FrameJoiner {
  private missing = 0;
  private parts: string[] = [];
  private length = 0;

  /** `limit` is the longest message in characters. */
  constructor(private readonly limit: number) {}

  /** Takes a frame; returns the message it completes, if any. Throws a RangeError if a message grows too long. */
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
