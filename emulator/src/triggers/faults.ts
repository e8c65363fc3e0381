import type { EventSender } from './delivery.js';
import type { TriggerEvent } from './events.js';
import type { FaultOptions } from './fault-options.js';

type SendEvent = () => void;

/** Delivers events with faults drawn from a seed: some twice, late, out of order or not at all. */
export class FaultyDelivery implements EventSender {
  private readonly random: () => number;
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Held back until another event has been sent. */
  private held: SendEvent[] = [];

  constructor(
    private readonly sender: EventSender,
    private readonly faults: FaultOptions,
  ) {
    this.random = randomFrom(faults.seed);
  }

  send(project: string, key: string, event: TriggerEvent): void {
    const { twice, late, swapped, lost, delay } = this.faults;
    // Every event makes the same number of draws, so one fault's share does not affect the other draws.
    const [isLost, isTwice, isLate, isSwapped] = [lost, twice, late, swapped].map((share) => this.random() < share);
    const [wait, second] = [this.random() * delay, this.random() * delay];
    if (isLost === true) return;
    const send: SendEvent = () => this.sender.send(project, key, event);
    if (isTwice === true) this.after(second, send);
    if (isLate === true) this.after(wait, send);
    else if (isSwapped === true) this.hold(send);
    else this.sendThenHeld(send);
  }

  registered(): void {
    this.sender.registered();
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.sender.stop();
  }

  private hold(send: SendEvent): void {
    this.held.push(send);
    // If no other event comes, there is none to swap places with.
    this.after(this.faults.delay, () => {
      if (this.held.includes(send)) this.sendThenHeld(() => undefined);
    });
  }

  private sendThenHeld(send: SendEvent): void {
    send();
    const held = this.held;
    this.held = [];
    for (const later of held) later();
  }

  private after(wait: number, call: SendEvent): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      call();
    }, wait);
    this.timers.add(timer);
  }
}

/** Numbers from 0 to 1, determined by a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
