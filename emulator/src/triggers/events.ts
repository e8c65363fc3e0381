import { randomUUID } from 'node:crypto';
import type { Caller } from '../credentials.js';
import { toJson } from '../tree/to-json.js';
import { deltaJson } from './delta.js';
import type { Match } from './match.js';
import { captures } from './pattern.js';
import type { Trigger } from './registration.js';

/** An event, ready to post. */
export interface TriggerEvent {
  readonly id: string;
  readonly contentType: string;
  readonly body: string;
}

/** What an event is about. */
export interface Occurrence {
  readonly trigger: Trigger;
  readonly match: Match;
  readonly instance: string;
  readonly caller: Caller;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Formats an event for its trigger's generation. */
export function eventFor(occurrence: Occurrence): TriggerEvent {
  return occurrence.trigger.generation === 'v2' ? cloudEvent(occurrence) : legacyEvent(occurrence);
}

/** See https://cloud.google.com/eventarc/docs/cloudevents and the functions SDK's `v2/providers/database`. */
function cloudEvent({ trigger, match, instance, caller, time }: Occurrence): TriggerEvent {
  const ref = match.path.join('/');
  const id = randomUUID();
  const uid = caller.auth?.uid;
  const attributes = {
    specversion: '1.0',
    id,
    type: `google.firebase.database.ref.v1.${trigger.kind}`,
    source: `//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/${instance}`,
    subject: `refs/${ref}`,
    time: new Date(time).toISOString(),
    datacontenttype: 'application/json',
    instance,
    ref,
    location: 'us-central1',
    firebasedatabasehost: 'firebaseio.com',
    authtype: caller.admin ? 'admin' : caller.auth === null ? 'unauthenticated' : 'app_user',
    ...(typeof uid === 'string' ? { authid: uid } : {}),
  };
  const type = '"@type":"type.googleapis.com/google.events.firebase.database.v1.ReferenceEventData"';
  const body = `${JSON.stringify(attributes).slice(0, -1)},"data":{${type},${differenceJson(match)}}}`;
  return { id, contentType: 'application/cloudevents+json', body };
}

/** The format of the functions SDK's `v1/providers/database`. */
function legacyEvent({ trigger, match, instance, caller, time }: Occurrence): TriggerEvent {
  const id = randomUUID();
  const context = {
    eventId: id,
    timestamp: new Date(time).toISOString(),
    eventType: `providers/google.firebase.database/eventTypes/ref.${LEGACY_KIND[trigger.kind]}`,
    resource: {
      service: 'firebaseio.com',
      name: `projects/_/instances/${instance}/refs/${match.path.join('/')}`,
    },
    params: captures(trigger.pattern, match.path),
    auth: legacyAuth(caller),
  };
  return {
    id,
    contentType: 'application/json',
    body: `{"data":{${differenceJson(match)}},"context":${JSON.stringify(context)}}`,
  };
}

const LEGACY_KIND = { written: 'write', created: 'create', updated: 'update', deleted: 'delete' } as const;

function legacyAuth(caller: Caller): object {
  if (caller.admin) return { admin: true };
  if (caller.auth === null) return { admin: false };
  return { admin: false, variable: { uid: caller.auth.uid, token: caller.auth.token } };
}

function differenceJson({ before, after }: Match): string {
  return `"data":${toJson(before, 'objects')},"delta":${deltaJson(before, after)}`;
}
