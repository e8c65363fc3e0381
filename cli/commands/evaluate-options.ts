import { parseArgs } from 'node:util';
import { noThreshold, type Threshold } from '@segue/core/contract/threshold';
import { defaultWeight, weightOptions, type WeightOption } from '@segue/core/contract/weights';
import { methodNames, type MethodName } from '@segue/core/model/methods/recipe';
import type { Parameters } from '@segue/core/model/parameters';
import { kernelNames, type KernelName } from '@segue/core/model/kernels/kernel';
import { usualFraction } from '@segue/core/model/evaluation/hold-out';
import { Failure } from '../failure.js';
import { optionNames, parameterHelp, parameterOptions, readParameters } from './parameter-options.js';
import { number, oneOf, whole } from './option-values.js';

/** What `segue evaluate --help` prints. */
export const evaluateHelp = `segue evaluate FILE --user COLUMN --item COLUMN [OPTIONS]    trains and measures, offline

  --user, --item       columns, by name or by number from 1
  --user-lists         the user column holds lists (['rock', 'pop'], rock; pop): each part is a user of the row
  --rating COLUMN      weights each pair by the sum of its ratings; --weight ${weightOptions.join('|')} (log1p)
  --threshold T        the least rating of a like; lower ones are known, and the lowest disliked. none: all are likes (with
                       --model names); auto: the upper 60 % of a scale of few steps, as four and five stars (otherwise)
  --header none|first  whether the first line names the columns (detected); --delimiter TEXT, --encoding LABEL likewise
  --split FILE         lines "row TAB 0|1", 0 for train and 1 for test; rows count from 0 if there is a row 0, else from 1
  --fraction F         without a split file: share of the pairs to hold out (${usualFraction})
  --method hash|discover|leave-one-out|random|newest   which pairs: by a hash of their names; the same, of items that another
                       user has too; one per user; LightFM's random split; each user's newest (hash)
  --time COLUMN        numbers or dates that say when, for newest, and to report it beside discover
  --model auto|${methodNames.join('|')}
                       what to make the model by; auto compares what suits the data, on pairs apart (names)
  --minimum-rows N     rows an item must have to take part (1)
  --item-features A,B  numeric columns, averaged over an item's rows: ranks items without train pairs too
  --item-tags A,B      text columns that describe an item; a cell is a tag or a list of tags (Action|Comedy)
  --early-stopping N   keeps the best epoch on a part of train: stops after N epochs without improvement (0: off)
  --kernel ${kernelNames.join('|')}   how to compute; exact and reference give LightFM's own numbers (fast)
  --at N               cut-off of precision, recall and NDCG (10)
  --bootstrap N        95 % intervals from N bootstrap samples of the users, seeded by --seed (0: none)
  --per-user           prints each user's figures too
  --leak               for demonstration: also trains on the held-out pairs, which spoils the evaluation
  --json               one JSON document

${parameterHelp()}`;

/** The options of `segue evaluate`, parsed. */
export interface EvaluateOptions {
  file: string;
  header: boolean | 'detect';
  delimiter: string | undefined;
  encoding: string | undefined;
  user: string;
  userLists: boolean;
  item: string;
  rating: string | undefined;
  weight: WeightOption;
  threshold: Threshold | undefined;
  split: string | undefined;
  fraction: number;
  itemFeatures: string[];
  itemTags: string[];
  method: keyof typeof methods;
  time: string | undefined;
  model: MethodName | 'auto';
  bootstrap: number;
  perUser: boolean;
  leak: boolean;
  minimumRows: number;
  parameters: Parameters;
  earlyStopping: number;
  kernel: KernelName;
  at: number;
  json: boolean;
}

/** @throws Failure that names the wrong option; the model itself checks the ranges of its parameters */
export function readEvaluateOptions(args: string[]): EvaluateOptions {
  const { values, positionals } = parse(args);
  const [file] = positionals;
  const { user, item, rating } = values;
  if (file === undefined || positionals.length > 1) throw new Failure(`Name exactly one file.\n\n${evaluateHelp}`);
  if (user === undefined || item === undefined) throw new Failure('Name the columns with --user and --item.');
  const kernel = oneOf('--kernel', values.kernel, kernels);
  const parameters = readParameters(values);
  return {
    file,
    header: oneOf('--header', values.header, { none: false, first: true, detect: 'detect' }),
    delimiter: values.delimiter,
    encoding: values.encoding,
    user,
    userLists: values['user-lists'],
    item,
    rating,
    weight: oneOf('--weight', values.weight ?? usualWeight(values, parameters.loss), weights),
    threshold: readThreshold(values.threshold ?? (values.model === 'names' ? noThreshold : 'auto')),
    split: values.split,
    time: values.time,
    fraction: readFraction(values),
    itemFeatures: columnList(values['item-features']),
    itemTags: columnList(values['item-tags']),
    method: oneOf('--method', values.method, methods),
    model: oneOf('--model', values.model, models),
    bootstrap: whole('--bootstrap', values.bootstrap, 0),
    perUser: values['per-user'],
    leak: values.leak,
    minimumRows: whole('--minimum-rows', values['minimum-rows'], 1),
    parameters,
    earlyStopping: whole('--early-stopping', values['early-stopping'], 0),
    kernel,
    at: whole('--at', values.at, 1),
    json: values.json,
  };
}

function columnList(text: string | undefined): string[] {
  return text?.split(',').map((name) => name.trim()) ?? [];
}

const methods = {
  hash: 'hash',
  discover: 'discover',
  'leave-one-out': 'leave-one-out',
  random: 'random',
  newest: 'newest',
} as const;
const models: Readonly<Record<string, MethodName | 'auto'>> = {
  ...Object.fromEntries(methodNames.map((name) => [name, name])),
  auto: 'auto',
};
const kernels: Readonly<Record<string, KernelName>> = Object.fromEntries(kernelNames.map((name) => [name, name]));
const weights: Readonly<Record<string, WeightOption>> = Object.fromEntries(weightOptions.map((name) => [name, name]));

type OptionValues = ReturnType<typeof parse>['values'];

/** As in the API: only LightFM weights pairs unless asked to. */
function usualWeight({ model, rating }: OptionValues, loss: Parameters['loss']): WeightOption {
  return model === 'names' || model === 'sound' ? defaultWeight(loss, rating !== undefined) : 'none';
}

function readThreshold(given: string): Threshold | undefined {
  if (given === noThreshold) return undefined;
  if (given === 'auto') return given;
  if (Number.isNaN(Number(given))) throw new Failure(`--threshold must be auto, none or a number, not "${given}".`);
  return number('--threshold', given);
}

function readFraction({ fraction, split, method }: OptionValues): number {
  if (fraction === undefined) return usualFraction;
  if (split !== undefined) throw new Failure('--split already says which rows are held out: leave --fraction out.');
  if (method === 'leave-one-out')
    throw new Failure('leave-one-out holds out one pair of each user: leave --fraction out.');
  return number('--fraction', fraction);
}

/** Rewrites a message of the model so that parameters have the names of their options. */
export function inOptions(message: string): string {
  return message.replace(/\w+/g, (word) => optionNames.get(word) ?? word);
}

function parse(args: string[]) {
  const text = (fallback: number | string) => ({ type: 'string', default: String(fallback) }) as const;
  const optional = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        user: optional,
        item: optional,
        rating: optional,
        weight: optional,
        split: optional,
        time: optional,
        threshold: optional,
        'item-features': optional,
        'item-tags': optional,
        header: text('detect'),
        delimiter: optional,
        encoding: optional,
        fraction: optional,
        'minimum-rows': text(1),
        at: text(10),
        kernel: text('fast'),
        ...parameterOptions(),
        method: text('hash'),
        model: text('names'),
        bootstrap: text(0),
        'early-stopping': text(0),
        'user-lists': flag,
        'per-user': flag,
        leak: flag,
        json: flag,
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${evaluateHelp}`);
  }
}
