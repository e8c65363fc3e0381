import type { MethodFit } from '@segue/core/model/methods/method';
import type { Embeddings } from '@segue/core/model/state';

/** Runs a fit to its end. */
export function finishFit(fit: MethodFit): Embeddings {
  for (;;) {
    const { done, value } = fit.next();
    if (done === true) return value;
  }
}
