/** Segments that may be missing at a time: two requests are under way at most, of a few segments each. */
const MOST_AHEAD = 10_000;

/**
 * Joins the segments of a polling client into messages. A message is JSON in URL-safe base64, cut into numbered
 * segments of at most 1,840 characters; each says how many its message has. Requests may arrive in another order than
 * they were sent, and twice.
 */
export class SegmentJoiner {
  private readonly waiting = new Map<number, { total: number; data: string }>();
  /** The first segment of the next message. */
  private next = 0;
  private size = 0;

  /** @param limit the most characters that may wait for earlier segments */
  constructor(private readonly limit: number) {}

  /**
   * Takes a segment.
   * @returns the messages that are complete with it, in order
   * @throws RangeError if too much waits, or the numbers are not those of segments
   */
  push(segment: number, total: number, data: string): string[] {
    const valid = [segment, total].every((number) => Number.isSafeInteger(number) && number >= 0) && total > 0;
    if (!valid || segment - this.next > MOST_AHEAD + total) throw new RangeError('not a segment');
    if (segment < this.next || this.waiting.has(segment)) return [];
    this.size += data.length;
    if (this.size > this.limit) throw new RangeError('message too long');
    this.waiting.set(segment, { total, data });
    const messages: string[] = [];
    for (let message = this.take(); message !== undefined; message = this.take()) messages.push(message);
    return messages;
  }

  /** Takes the next message, if all its segments are there. */
  private take(): string | undefined {
    const total = this.waiting.get(this.next)?.total ?? 0;
    // As many as there are may be all of them: looking at each before would cost the square of their number.
    if (total === 0 || this.waiting.size < total) return undefined;
    const parts: string[] = [];
    for (let at = this.next; at < this.next + total; at++) {
      const segment = this.waiting.get(at);
      if (segment === undefined) return undefined;
      parts.push(segment.data);
    }
    for (let at = this.next; at < this.next + total; at++) this.waiting.delete(at);
    this.next += total;
    const text = parts.join('');
    this.size -= text.length;
    return Buffer.from(text.replace(/\.+$/, ''), 'base64url').toString('utf8');
  }
}
