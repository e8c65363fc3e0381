import { codeVersion } from '@segue/core/versions/code-version';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import type { Total } from '../counting/totals.js';
import { canonicalJson, digest } from '../records/digests.js';

/** The start of a version's id: equal data, configuration and code give equal digests on every machine. */
export function versionDigest(total: Pick<Total, 'digest'>, model: Pick<ModelRecord, 'configuration'>): string {
  return digest(`${total.digest}\n${canonicalJson(model.configuration)}\n${codeVersion}`);
}

/** What a version was made from: its id without the fence. */
export function digestOf(version: string | undefined): string | undefined {
  return version?.split('-')[0];
}

/** The fence in a version's id. */
export function fenceOf(version: string): number {
  return Number(version.split('-')[1]);
}
