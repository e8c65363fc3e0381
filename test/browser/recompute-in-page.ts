import { sha256 } from '@segue/hosting/verify/sha256';
import { promisedConfigurations, recomputePromised } from '@segue/tools/promises/versions';

/** The digest of the embeddings of each promised configuration, computed as the page verifies a version. */
export async function recomputeAll(): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [name, configuration] of promisedConfigurations()) {
    digests[name] = (await recomputePromised(configuration, sha256)).embeddings;
  }
  return digests;
}
