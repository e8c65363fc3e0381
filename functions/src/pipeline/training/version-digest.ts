import { codeVersion } from '@segue/core/versions/code-version';
import { versionConfiguration, type Chosen } from '@segue/core/versions/method-of';
import type { Total } from '../counting/totals.js';
import { canonicalJson, digest } from '../records/digests.js';

/** The start of a version's id: equal data, configuration and code give equal digests on every machine. */
export function versionDigest(total: Pick<Total, 'digest'>, model: Chosen): string {
  return digest(`${total.digest}\n${canonicalJson(versionConfiguration(model))}\n${codeVersion}`);
}

/** What a version was made from: its id without the fence. */
export function digestOf(version: string | undefined): string | undefined {
  return version?.split('-')[0];
}

/** The fence in a version's id. */
export function fenceOf(version: string): number {
  return Number(version.split('-')[1]);
}
