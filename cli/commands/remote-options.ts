import { Failure } from '../failure.js';

/** `--url`: the address of a running Segue. */
export const url = { type: 'string', default: 'http://127.0.0.1:5000' } as const;
/** `--json`: prints the reply as it is. */
export const json = { type: 'boolean', default: false } as const;

/** @throws Failure with the usage unless there is exactly one argument */
export function onlyArgument(positionals: string[], usage: string): string {
  const [argument] = positionals;
  if (argument === undefined || positionals.length > 1) throw new Failure(`Usage: ${usage}`);
  return argument;
}

/** @throws Failure with the usage unless there are exactly two arguments */
export function twoArguments(positionals: string[], usage: string): [first: string, second: string] {
  const [first, second] = positionals;
  if (first === undefined || second === undefined || positionals.length > 2) throw new Failure(`Usage: ${usage}`);
  return [first, second];
}

/** Prints a reply as JSON, or what it says to people. */
export function print(asJson: boolean, value: unknown, forPeople: string): void {
  console.log(asJson ? JSON.stringify(value, null, 2) : forPeople);
}
