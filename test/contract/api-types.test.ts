import { expect, it } from '@jest/globals';
import type { CountedColumn, DatasetView } from '@segue/core/contract/api/datasets';
import type { ModelView } from '@segue/core/contract/api/models';
import type { UploadView } from '@segue/core/contract/api/uploads';
import type { StoredChance } from '@segue/core/contract/stored/chance';
import type { FileFacts, RepairNote } from '@segue/core/contract/stored/dataset';
import type { ModelConfiguration, ModelMetrics, TrainingProgress } from '@segue/core/contract/stored/model';
import type { ColumnProfile } from '@segue/core/tables/profile/column-profile';
import type { UploadRecord } from '@segue/core/contract/stored/upload';

/** Whether two types take each other's values. A member that a schema lacks is dropped from replies, so both count. */
type Same<A, B> = [Required<A>, Required<B>] extends [Required<B>, Required<A>]
  ? [keyof A, keyof B] extends [keyof B, keyof A]
    ? true
    : false
  : false;

/** Compiles only if every member is `true`. */
const same: [
  Same<ModelView['configuration'], ModelConfiguration>,
  Same<NonNullable<ModelView['trainedWith']>, ModelConfiguration>,
  Same<NonNullable<ModelView['metrics']>, ModelMetrics>,
  Same<NonNullable<ModelView['progress']>, TrainingProgress>,
  Same<NonNullable<ModelView['chance']>, StoredChance>,
  Same<Omit<CountedColumn, 'counted'>, ColumnProfile>,
  Same<DatasetView['repairs'][number], RepairNote>,
  Same<keyof DatasetView['file'], keyof FileFacts>,
  Same<{ state: UploadView['state'] }, { state: UploadRecord['state'] }>,
] = [true, true, true, true, true, true, true, true, true];

it('describes in replies all that is stored', () => {
  expect(same).not.toContain(false);
});
