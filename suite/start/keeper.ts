/** Milliseconds between two looks at the data. */
export const lookEvery = 2_000;

/** Milliseconds after which changes are saved, even if there are always more. */
export const savedAfter = 60_000;

/** Of all time, saving takes at most one part in this many, so that large data does not keep the machine busy. */
const pauseFactor = 10;

/** What a keeper looks at and does. */
export interface Kept {
  /** Something that differs whenever the data may differ; `null` if that cannot be told, which counts as a change. */
  fingerprint: () => Promise<string | null>;
  save: () => Promise<void>;
  /** Milliseconds, of any origin. */
  now: () => number;
}

/**
 * Saves data while it is in use: two seconds after it has last changed, as after an upload, and every minute while it
 * goes on changing. So whatever ends the program takes the changes of at most a minute with it.
 */
export class Keeper {
  /** When the data was last saved, `undefined` before that; a date for people. */
  savedAt: Date | undefined;
  private saved: string | null | undefined;
  private seen: string | null | undefined;
  private changedSince: number | undefined;
  private lastSave = -Infinity;
  private pause = 0;
  private looking: Promise<void> | undefined;

  constructor(private readonly kept: Kept) {}

  /** Takes the data as it is for saved, as after a start. */
  async begin(): Promise<void> {
    this.saved = this.seen = await this.kept.fingerprint();
  }

  /** Looks at the data, and saves it if that is due. Two looks never overlap. */
  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    const { kept } = this;
    const fingerprint = await kept.fingerprint();
    const isQuiet = fingerprint !== null && fingerprint === this.seen;
    this.seen = fingerprint;
    if (fingerprint !== null && fingerprint === this.saved) return;
    const started = kept.now();
    this.changedSince ??= started;
    const isLate = started - this.changedSince >= savedAfter - lookEvery;
    if (!isLate && !(isQuiet && started - this.lastSave >= this.pause)) return;
    await kept.save();
    this.saved = fingerprint;
    this.changedSince = undefined;
    this.lastSave = kept.now();
    this.pause = (this.lastSave - started) * pauseFactor;
    this.savedAt = new Date();
  }
}
