import { expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { musicCsv } from '../support/music.js';
import { storm, stormEdits, stormSeconds } from '../support/storm.js';
import { waitFor, writePath, type Suite } from '../support/suite.js';
import { guest, stranger, waitForVersion } from './http.js';

/** Tests a storm of edits to a data set of its own. @param running the suite of the file that runs the test */
export function testStorm(running: () => Suite): void {
  it(`a storm of ${stormEdits} edits in ${stormSeconds} seconds ends in at most 8 trainings, with the last edit`, async () => {
    const suite = running();
    const nobody = stranger(suite);
    const dataset = await (await guest(suite)).upload('music.csv', musicCsv(5));
    const before = await waitForVersion(nobody, dataset.id);
    await storm((edit) => {
      const [row, genre] = [edit % dataset.rowCount, edit === stormEdits - 1 ? 'The last' : edit % 2 ? 'Jazz' : 'Rock'];
      return writePath(suite, `${paths.row(dataset.id, 1, Math.floor(row / 500), row % 500).path}/0`, genre);
    });
    const after = await waitFor(
      'a version with the last edit',
      async () => {
        const model = await waitForVersion(nobody, dataset.id, before.number);
        const { status } = await nobody.ask('GET', `/api/models/${dataset.id}/recommendations?user=The%20last`);
        return status === 200 && model.state === 'ready' ? model : undefined;
      },
      60,
    );
    expect(after.number - before.number).toBeGreaterThan(1);
    expect(after.number - before.number).toBeLessThanOrEqual(8);
  });
}
