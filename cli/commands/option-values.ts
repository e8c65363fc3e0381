import { Failure } from '../failure.js';

/** @throws Failure if the text is not a finite number */
export function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new Failure(`${option} must be a number, not "${text}".`);
}

/** @throws Failure if the text is not a whole number of at least `least` */
export function whole(option: string, text: string, least: number): number {
  const value = number(option, text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Failure(`${option} must be a whole number of at least ${least}, not "${text}".`);
}

/** @throws Failure that lists the choices */
export function oneOf<Value>(option: string, text: string, choices: Readonly<Record<string, Value>>): Value {
  if (Object.hasOwn(choices, text)) return choices[text]!;
  throw new Failure(`${option} must be one of ${Object.keys(choices).join(', ')}, not "${text}".`);
}
