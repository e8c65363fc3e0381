import * as z from 'zod/mini';
import { listParameters, type NumberParameter, type Parameters } from '../../model/parameters.js';

/** The schemas of a model's parameters by name. */
export type ParameterSchemas = {
  [Name in keyof Parameters]: z.ZodMiniOptional<z.ZodMiniType<Parameters[Name], Parameters[Name]>>;
};

/** The schema of each model parameter by name, made from the table of parameters. All are optional. */
export function parameterSchemas(): ParameterSchemas {
  const entries = listParameters().map(([name, definition]) => [
    name,
    z.optional('choices' in definition ? z.enum(definition.choices) : numberSchema(definition)),
  ]);
  // The table has every parameter, with its type.
  return Object.fromEntries(entries) as ParameterSchemas;
}

function numberSchema({ integer, bounds: { from, to, open } }: NumberParameter) {
  const number = integer ? z.number().check(z.int()) : z.number();
  const below = number.check(open === undefined ? z.minimum(from) : z.gt(from));
  return below.check(open === 'both' ? z.lt(to) : z.maximum(to));
}
