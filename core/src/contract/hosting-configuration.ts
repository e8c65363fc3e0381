import './jitless.js';
import * as z from 'zod/mini';
import { safeParse } from 'zod/v4/core';

/**
 * What Firebase Hosting serves under `/__/firebase/`, both locally and deployed: `init.json` holds the project's web
 * configuration, `init.js` assigns it to a variable and, asked with `?useEmulator=true`, the emulators to another.
 */

const text = z.exactOptional(z.string());

const webOptions = z.looseObject({
  projectId: text,
  appId: text,
  apiKey: text,
  authDomain: text,
  databaseURL: text,
  storageBucket: text,
  messagingSenderId: text,
  measurementId: text,
});

/** Where an emulator listens. */
const emulatorAddress = z.object({
  /** A name or an address, IPv6 without brackets. */
  host: z.string(),
  port: z.number(),
  /** Both for a URL: an IPv6 address stands in brackets. */
  hostAndPort: z.string(),
});

const emulatorAddresses = z.object({
  database: z.exactOptional(emulatorAddress),
  auth: z.exactOptional(emulatorAddress),
});

/** A project's web configuration, as `initializeApp` takes it. */
export type WebOptions = z.infer<typeof webOptions>;

/** The project's options, and the emulators that replace its services, if any. */
export interface HostingConfiguration {
  options: WebOptions;
  emulators: z.infer<typeof emulatorAddresses>;
}

/**
 * Reads `init.js`. It is read as text, because it expects Firebase's old global library.
 *
 * @returns null if it holds no configuration: another server's page, or a suite that could not fetch any
 * @throws Error if what it assigns has another form. Guessing would be dangerous: without its emulators, a local page
 *   would write to the deployed project.
 */
export function parseInitScript(script: string): HostingConfiguration | null {
  const options = objectAssigned(script, 'firebaseConfig');
  if (options === null) return null;
  return {
    options: parse('init.js', options, webOptions),
    emulators: parse('init.js', objectAssigned(script, 'firebaseEmulators') ?? '{}', emulatorAddresses),
  };
}

/**
 * Reads `init.json`.
 *
 * @throws Error if it is no web configuration
 */
export function parseInitJson(json: string): WebOptions {
  return parse('init.json', json, webOptions);
}

function parse<Schema extends z.core.$ZodType>(what: string, json: string, schema: Schema): z.core.output<Schema> {
  const { success, data, error } = safeParse(schema, valueOf(json));
  if (success) return data;
  const at = error.issues[0]?.path.join('.');
  throw new Error(`Cannot read Firebase Hosting's ${what}${at ? `: "${at}" has an unknown form` : ''}.`);
}

/** Undefined where it is no JSON, which no schema accepts. */
function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The text of the JSON object that a script assigns to a variable; null if it assigns none. */
function objectAssigned(script: string, name: string): string | null {
  const start = new RegExp(`var ${name} = (?=\\{)`).exec(script);
  if (!start) return null;
  const from = start.index + start[0].length;
  return script.slice(from, endOfObject(script, from));
}

/** The end of the text where the object is cut off, so that it is read, and refused, as no JSON. */
function endOfObject(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}
