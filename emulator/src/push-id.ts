import { randomInt } from 'node:crypto';

const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** Makes keys for new children: 20 characters that sort by creation time, strictly increasing within one instance. */
export class PushIds {
  private lastTime = 0;
  private suffix: number[] = [];

  /** The next key. `now` is in milliseconds since 1970. */
  next(now: number): string {
    if (now > this.lastTime) {
      this.lastTime = now;
      this.suffix = Array.from({ length: 12 }, () => randomInt(64));
    } else {
      this.increment();
    }
    return encodeTime(this.lastTime) + this.suffix.map((digit) => ALPHABET[digit]).join('');
  }

  private increment(): void {
    let at = this.suffix.length - 1;
    while (at >= 0 && this.suffix[at] === 63) this.suffix[at--] = 0;
    if (at >= 0) this.suffix[at]! += 1;
  }
}

function encodeTime(time: number): string {
  let rest = time;
  let text = '';
  for (let i = 0; i < 8; i++) {
    text = ALPHABET[rest % 64]! + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}
