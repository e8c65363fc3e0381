import type { Caller } from '../credentials.js';
import type { Commit } from '../database/change.js';
import type { Database } from '../database/database.js';
import { RequestFailure } from '../failure.js';
import { formatPath } from '../tree/paths.js';
import { isLongerThan } from '../tree/text-size.js';
import type { EventSender } from './delivery.js';
import { type TriggerEvent, eventFor } from './events.js';
import { type Match, isOfKind, matchesOf } from './match.js';
import type { Trigger } from './registration.js';

/** The registered functions, and the events sent to them. */
export class Triggers {
  private readonly byName = new Map<string, Trigger>();

  /** Without a sender, registrations are accepted and nothing is called. */
  constructor(private readonly delivery: EventSender | null) {}

  /** Adds a trigger, or replaces the one of the same name. */
  register(trigger: Trigger): void {
    this.byName.set(trigger.name, trigger);
    this.delivery?.registered();
  }

  /**
   * Makes the events of a pending write, one per matching trigger and place; returns a function that sends them. Throws
   * the errors with which the service refuses such a write: `too_many_triggers`, `trigger_payload_too_large`.
   */
  onCommit(database: Database, commit: Commit, caller: Caller): () => void {
    const { delivery } = this;
    if (delivery === null) return () => undefined;
    const events: [Trigger, TriggerEvent][] = [];
    const counts = { v1: 0, v2: 0 };
    for (const trigger of this.byName.values()) {
      if (!trigger.instance.test(database.name)) continue;
      for (const match of matchesOf(trigger.pattern, commit)) {
        if (!isOfKind(trigger.kind, match)) continue;
        if (++counts[trigger.generation] > MAX_EVENTS[trigger.generation]) throw tooMany(trigger);
        const event = eventFor({ trigger, match, instance: database.name, caller, time: Date.now() });
        if (isLongerThan(event.body, MAX_EVENT_BYTES)) throw tooLarge(trigger, match);
        events.push([trigger, event]);
      }
    }
    return () => {
      for (const [{ project, key }, event] of events) delivery.send(project, key, event);
    };
  }
}

/**
 * Maximum number of functions of each generation that one write may fire.
 * https://firebase.google.com/docs/database/usage/limits
 */
const MAX_EVENTS = { v1: 1_000, v2: 500 } as const;

/** Maximum size of one event, from the same page. */
const MAX_EVENT_BYTES = 1024 * 1024;

function tooMany({ generation }: Trigger): RequestFailure {
  const most = `at most ${MAX_EVENTS[generation]} of generation ${generation}`;
  const reason = `This request would cause too many functions to be triggered (${most}): split the write.`;
  return new RequestFailure('too_many_triggers', `TOO_MANY_TRIGGERS: ${reason}`);
}

function tooLarge(trigger: Trigger, { path }: Match): RequestFailure {
  const reason = 'This request would cause a function payload exceeding the maximum size allowed';
  const where = `the event of ${trigger.key} at ${formatPath(path)} would be larger than ${MAX_EVENT_BYTES} bytes`;
  return new RequestFailure('trigger_payload_too_large', `TRIGGER_PAYLOAD_TOO_LARGE: ${reason}: ${where}.`);
}
