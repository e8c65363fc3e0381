import * as z from 'zod';
import { listParameters, type ChoiceParameter, type NumberParameter } from '../model/parameters.js';

/** The schema of each parameter of a model by its name, made from the table of parameters. All may be left out. */
export function parameterSchemas(): Record<string, z.ZodOptional> {
  return Object.fromEntries(
    listParameters().map(([name, definition]) => [
      name,
      ('choices' in definition ? choiceSchema(definition) : numberSchema(definition)).optional(),
    ]),
  );
}

function choiceSchema({ choices }: ChoiceParameter): z.ZodType {
  return z.enum(choices);
}

function numberSchema({ integer, bounds: { from, to, open } }: NumberParameter): z.ZodType {
  const number = integer ? z.number().int() : z.number();
  const below = open === undefined ? number.min(from) : number.gt(from);
  return open === 'both' ? below.lt(to) : below.max(to);
}
