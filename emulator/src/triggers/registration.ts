import { RequestFailure } from '../failure.js';
import { isRecord } from '../is-record.js';
import { splitPath } from '../tree/paths.js';
import { type RefPattern, parsePattern } from './pattern.js';

/** The kind of change that calls a function. */
export type EventKind = 'written' | 'created' | 'updated' | 'deleted';

/** A function triggered by writes, as the functions emulator registers it. */
export interface Trigger {
  /** A new registration replaces the one of the same name. */
  readonly name: string;
  /** Last part of the name, by which the functions emulator is called. */
  readonly key: string;
  /** The project the function belongs to. */
  readonly project: string;
  /** First generation (`v1`) or second (`v2`): their events have different formats. */
  readonly generation: 'v1' | 'v2';
  readonly kind: EventKind;
  readonly pattern: RefPattern;
  /** Matches the names of the instances whose writes trigger it. */
  readonly instance: RegExp;
}

const V2_EVENTS: Readonly<Record<string, EventKind>> = {
  'google.firebase.database.ref.v1.written': 'written',
  'google.firebase.database.ref.v1.created': 'created',
  'google.firebase.database.ref.v1.updated': 'updated',
  'google.firebase.database.ref.v1.deleted': 'deleted',
};

const V1_EVENTS: Readonly<Record<string, EventKind>> = {
  'providers/google.firebase.database/eventTypes/ref.write': 'written',
  'providers/google.firebase.database/eventTypes/ref.create': 'created',
  'providers/google.firebase.database/eventTypes/ref.update': 'updated',
  'providers/google.firebase.database/eventTypes/ref.delete': 'deleted',
};

/** Parses a registration; one of the first generation is for the instance it was sent to. Throws `invalid_data`. */
export function parseTrigger(json: unknown, namespace: string): Trigger {
  const registration: Record<string, unknown> = isRecord(json) ? json : {};
  const { name, path, event, namespacePattern } = registration;
  if (typeof name !== 'string' || typeof path !== 'string' || typeof event !== 'string') {
    throw new RequestFailure('invalid_data', 'A trigger needs the strings "name", "path" and "event"');
  }
  const v2 = V2_EVENTS[event];
  const kind = v2 ?? V1_EVENTS[event];
  if (kind === undefined) throw new RequestFailure('invalid_data', `Unknown trigger event ${JSON.stringify(event)}`);
  const glob = typeof namespacePattern === 'string' ? namespacePattern : '*';
  return {
    name,
    project: name.split('/')[1] ?? '',
    key: name.slice(name.lastIndexOf('/') + 1),
    generation: v2 === undefined ? 'v1' : 'v2',
    kind,
    pattern: parsePattern(splitPath(path)),
    instance: globToRegExp(v2 === undefined ? namespace : glob),
  };
}

function globToRegExp(glob: string): RegExp {
  const body = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${body}$`);
}
