import type { Caller } from '../credentials.js';
import type { Commit } from '../database/change.js';
import type { Database } from '../database/database.js';
import type { Delivery } from './delivery.js';
import { eventFor } from './events.js';
import { isOfKind, matchesOf } from './match.js';
import type { Trigger } from './registration.js';

/** The registered functions, and the telling of them. */
export class Triggers {
  private readonly byName = new Map<string, Trigger>();

  /** Without a delivery, registrations are taken and nothing is called. */
  constructor(private readonly delivery: Delivery | null) {}

  /** Adds a trigger, or replaces the one of its name. */
  register(trigger: Trigger): void {
    this.byName.set(trigger.name, trigger);
  }

  /** Sends an event for every trigger and every place it matches that a write changed. */
  onCommit(database: Database, commit: Commit, caller: Caller): void {
    if (this.delivery === null) return;
    const time = Date.now();
    for (const trigger of this.byName.values()) {
      if (!trigger.instance.test(database.name)) continue;
      for (const match of matchesOf(trigger.pattern, commit)) {
        if (!isOfKind(trigger.kind, match)) continue;
        const event = eventFor({ trigger, match, instance: database.name, caller, time });
        this.delivery.send(trigger.project, trigger.key, event);
      }
    }
  }
}
