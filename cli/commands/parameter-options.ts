import { lossNames, lossOf, takesWeights } from '@segue/core/model/losses/losses';
import {
  actsIn,
  buildParameters,
  listParameters,
  serviceDefaults,
  type NamedParameter,
  type Parameters,
} from '@segue/core/model/parameters';
import { number, oneOf } from './option-values.js';

/** The options of all parameters, for `parseArgs`. Typed as `object`, so that only the other options are inferred. */
export function parameterOptions(): object {
  const options: Record<string, { type: 'string'; default: string }> = {};
  for (const [, { option, default: value }] of listParameters()) {
    options[option] = { type: 'string', default: String(value) };
  }
  return options;
}

/**
 * The parameters given by the options.
 *
 * @throws Failure if a value is not a number, or not one of the choices; the model itself checks the ranges
 */
export function readParameters(values: Readonly<Record<string, string | boolean | undefined>>): Parameters {
  return buildParameters((_, definition) => {
    const text = String(values[definition.option] ?? definition.default);
    if (!('choices' in definition)) return number(`--${definition.option}`, text);
    return oneOf(`--${definition.option}`, text, Object.fromEntries(definition.choices.map((name) => [name, name])));
  });
}

/** The model's parameter names that differ from the command line's, each with its option. */
export const optionNames: ReadonlyMap<string, string> = new Map([
  ...listParameters()
    .filter(([name, { option }]) => name !== option)
    .map(([name, { option }]) => [name, `--${option}`] as const),
  ['patience', '--early-stopping'],
  ['minimumRows', '--minimum-rows'],
  ['itemFeatures', '--item-features'],
  ['itemTags', '--item-tags'],
]);

/** The part of the help about parameters and losses. */
export function parameterHelp(): string {
  return [
    'Parameters, with their defaults:',
    ...listParameters().map(describeParameter),
    '',
    'Losses:',
    ...lossNames().map((loss) => {
      const note = takesWeights(loss) ? '' : '; takes no weights';
      return `  ${loss.padEnd(19)}  ${lossOf(loss).description}${note}`;
    }),
    '',
  ].join('\n');
}

function describeParameter([name, definition]: NamedParameter): string {
  const { option, description } = definition;
  const value = 'choices' in definition ? 'NAME' : definition.integer ? 'N' : 'F';
  const choices = 'choices' in definition ? `: ${definition.choices.join('|')}` : '';
  const places = actsIn(name);
  const only = places.length > 0 ? `${places.join(', ')}: ` : '';
  return `  ${`--${option} ${value}`.padEnd(19)}  ${only}${description}${choices} (${serviceDefaults[name]})`;
}
