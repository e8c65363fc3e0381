import { accountAnswers } from '@segue/functions/http/accounts';
import { datasetAnswers } from '@segue/functions/http/datasets';
import { recommendationAnswers } from '@segue/functions/http/model-recommendations';
import { defaultModelAnswers, modelAnswers } from '@segue/functions/http/models';
import { defaultAnswers } from '@segue/functions/http/recommendations';
import { rowAnswers } from '@segue/functions/http/rows';
import { sharingAnswers } from '@segue/functions/http/sharing';
import { uploadAnswers } from '@segue/functions/http/uploads';

/** The answers for `allRoutes`, in one table. */
export const allAnswers = {
  ...accountAnswers,
  ...datasetAnswers,
  ...rowAnswers,
  ...sharingAnswers,
  ...uploadAnswers,
  ...modelAnswers,
  ...recommendationAnswers,
  ...defaultAnswers,
  ...defaultModelAnswers,
};
