import { codeVersion, storedFormats } from '@segue/core/versions/code-version';
import type { Promises } from '@segue/core/versions/promised-bytes';
import { sha256 } from '@segue/functions/pipeline/records/digests';
import { versionDigest } from '@segue/functions/pipeline/training/version-digest';
import { interactionDigests, profileDigests } from './stored-texts.js';
import { configurationOf, promisedConfigurations, recomputePromised } from './versions.js';

/** What this code produces: everything in `promised-bytes.ts`, recomputed. */
export async function computePromises(): Promise<Promises> {
  return {
    codeVersion: { number: Number(codeVersion), digests: await versionDigests() },
    'storedFormats.interactions': { number: storedFormats.interactions, digests: interactionDigests() },
    'storedFormats.profile': { number: storedFormats.profile, digests: profileDigests() },
  };
}

async function versionDigests(): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [name, configuration] of promisedConfigurations()) {
    digests[name] = (await recomputePromised(configuration, sha256)).embeddings;
  }
  const configuration = configurationOf();
  const { data } = await recomputePromised(configuration, sha256);
  return { ...digests, 'the version digest': versionDigest({ digest: data }, { configuration, current: {} }) };
}
