import { Failure } from '@segue/cli/failure';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';

const texts = z.record(z.string(), z.string());

/** The kind of a function: only whether it is there matters. */
const present = z.exactOptional(z.unknown());

const functionDefinition = z.object({
  name: z.string(),
  region: z.string(),
  id: z.string(),
  httpsTrigger: present,
  taskQueueTrigger: present,
  schedule: present,
  eventTrigger: z.exactOptional(
    z.object({
      eventType: z.string(),
      eventFilters: z.exactOptional(texts),
      eventFilterPathPatterns: z.exactOptional(texts),
    }),
  ),
});

/** One function as the functions emulator lists it under `/backends`; only the fields used here. */
export type FunctionDefinition = z.infer<typeof functionDefinition>;

const backendsReply = z.object({ backends: z.array(z.object({ functionTriggers: z.array(functionDefinition) })) });

/**
 * Lists the functions that an emulator has loaded; an empty list means that the code failed to load.
 *
 * @throws Failure if the reply is not that of a functions emulator
 */
export async function listFunctions(functionsUrl: string): Promise<FunctionDefinition[]> {
  const response = await fetch(`${functionsUrl}/backends`);
  const reply = backendsReply.safeParse(await response.json().catch(() => null));
  if (!reply.success) {
    const at = reply.error.issues[0]?.path.join('.') || 'the reply';
    throw new Failure(`${functionsUrl}/backends is not the list of a functions emulator: ${at} has an unknown form.`);
  }
  return reply.data.backends.flatMap((backend) => backend.functionTriggers);
}

/**
 * Calls each function once, all at the same time, in a way that changes nothing: a GET, or an event or a task about
 * data that does not exist. This starts their processes, so that the first real call takes 0.1 s instead of 1 to 2 s.
 */
export async function warmFunctions(functionsUrl: string, project: string, list: FunctionDefinition[]): Promise<void> {
  const call = async (definition: FunctionDefinition) => {
    const address = `${functionsUrl}/${project}/${definition.region}/${definition.name}`;
    if (definition.taskQueueTrigger) await (await fetch(address, emptyTask)).text();
    else if (definition.httpsTrigger) await (await fetch(address)).text();
    else
      await callTrigger(functionsUrl, project, definition, definition.schedule ? {} : emptyEvent(project, definition));
  };
  await Promise.allSettled(list.map(call));
}

const emptyTask = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"data":{}}' };

/**
 * Calls a function that has no HTTPS trigger, as the database or the scheduler would.
 *
 * @returns the HTTP status; 500 if the function threw
 */
export async function callTrigger(
  functionsUrl: string,
  project: string,
  definition: FunctionDefinition,
  event: object,
): Promise<number> {
  // The emulator appends how often it has reloaded all triggers; only the hub's "enable functions" raises that above 0.
  const response = await fetch(`${functionsUrl}/functions/projects/${project}/triggers/${definition.id}-0`, {
    method: 'POST',
    headers: { 'Content-Type': definition.schedule ? 'application/json' : 'application/cloudevents+json' },
    body: JSON.stringify(event),
  });
  await response.text();
  return response.status;
}

/** A database event about a node that never existed, with "0" for every placeholder of its path. */
function emptyEvent(project: string, definition: FunctionDefinition): object {
  const pattern = definition.eventTrigger?.eventFilterPathPatterns?.['ref'] ?? '';
  const ref = pattern.replace(/\{[^}]*\}/g, '0').replace(/^\//, '');
  return {
    specversion: '1.0',
    id: randomUUID(),
    type: definition.eventTrigger?.eventType,
    source: `//firebasedatabase.googleapis.com/projects/_/locations/us-central1/instances/${project}`,
    subject: `refs/${ref}`,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    instance: project,
    ref,
    location: 'us-central1',
    firebasedatabasehost: 'firebaseio.com',
    authtype: 'admin',
    data: {
      '@type': 'type.googleapis.com/google.events.firebase.database.v1.ReferenceEventData',
      data: null,
      delta: null,
    },
  };
}
