import { createDataset, deleteDataset } from '@segue/core/contract/api/datasets';
import { editRow } from '@segue/core/contract/api/rows';
import { signInAsGuest } from '@segue/cli/account';
import { createApiClient } from '@segue/cli/api-client';
import { waitForProfile, waitForVersion } from '../demo/steps.js';
import type { Suite } from '../launcher/suite.js';

/**
 * Stores a small private data set, waits for its model, edits a row, and deletes everything again. A single call loads
 * a function's code, but only real work makes it fast: after this, the user's first edit is fast too.
 */
export async function rehearse(suite: Suite): Promise<void> {
  const { token } = await signInAsGuest(suite.authUrl);
  const api = createApiClient(suite.hostingUrl, token);
  const file = { name: 'rehearsal.csv', content: new Blob([rehearsalCsv()]) };
  const { id } = await api(createDataset, { body: { fields: { name: 'rehearsal', visibility: 'private' }, file } });
  try {
    await waitForProfile(api, id);
    const { version } = await waitForVersion(api, id);
    await api(editRow, { params: { id, index: 0 }, body: { popularity: 1 } });
    await waitForVersion(api, id, version);
  } finally {
    await api(deleteDataset, { params: { id } });
    await deleteAccount(suite, token);
  }
}

/** About as many genres and artists as in the sample. */
function rehearsalCsv(): string {
  const rows = Array.from({ length: 1500 }, (_, row) => {
    const artist = row % 300;
    return `genre ${(artist * 7 + (row % 3)) % 24},artist ${artist},track ${row},${row % 101},0.${row % 97}`;
  });
  return `genre,artist_name,track_name,popularity,energy\n${rows.join('\n')}\n`;
}

async function deleteAccount({ authUrl }: Suite, idToken: string): Promise<void> {
  await fetch(`${authUrl}/identitytoolkit.googleapis.com/v1/accounts:delete?key=any`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ idToken }),
  });
}
