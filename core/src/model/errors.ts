/**
 * Why the model refused. The codes name what went wrong; the first five follow LightFM's kinds of errors
 * (docs/lightfm.md#errors):
 *
 * - `parameter`: a hyper-parameter is out of its range (AssertionError there);
 * - `value`: data, ids or shapes do not fit, or are not finite (ValueError);
 * - `type`: a value of another type was expected (TypeError);
 * - `unsupported`: LightFM has no such combination (NotImplementedError);
 * - `rows`: a feature matrix has too few rows (plain Exception);
 * - `unfitted`: there is no model yet (ValueError);
 * - `diverged`: the fit ran away, a parameter is no longer finite (ValueError).
 */
export type ModelErrorCode = 'parameter' | 'value' | 'type' | 'unsupported' | 'rows' | 'unfitted' | 'diverged';

/** The only error this folder throws on purpose: a code from a closed list, and a message that says what to do next. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string) {
    super(message);
    this.name = 'ModelError';
    this.code = code;
  }
}
