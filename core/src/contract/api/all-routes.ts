import type { $ZodType } from 'zod/v4/core';
import { accountRoutes, accountView } from './account.js';
import { defaultModelRoutes, defaultModelView } from './default-model.js';
import { datasetListView, datasetRoutes, datasetView } from './datasets.js';
import { modelListView, modelRoutes, modelView, versionView } from './models.js';
import { problemView } from './problem.js';
import { defaultRoutes, recommendationRoutes, describedItemView, recommendationsView } from './recommendations.js';
import { auditView, invitationView, sharingRoutes, sharingView } from './sharing.js';
import { erasureView, rowCountView, rowRoutes, rowsView, rowView } from './rows.js';
import { uploadRoutes, uploadView } from './uploads.js';

/** Every route of the HTTP API by name, in the order of `docs/api.md`. For references and tests; clients import one. */
export const allRoutes = {
  ...datasetRoutes,
  ...rowRoutes,
  ...sharingRoutes,
  ...uploadRoutes,
  ...modelRoutes,
  ...recommendationRoutes,
  ...defaultRoutes,
  ...defaultModelRoutes,
  ...accountRoutes,
};

/** Every reply schema, by its name in the OpenAPI document. */
export const allReplies: Readonly<Record<string, $ZodType>> = {
  DatasetList: datasetListView,
  Dataset: datasetView,
  Rows: rowsView,
  Row: rowView,
  RowCount: rowCountView,
  Erasure: erasureView,
  Sharing: sharingView,
  Invitation: invitationView,
  Audit: auditView,
  Upload: uploadView,
  ModelList: modelListView,
  Model: modelView,
  Version: versionView,
  Recommendations: recommendationsView,
  DescribedItem: describedItemView,
  DefaultModel: defaultModelView,
  Account: accountView,
  Problem: problemView,
};
