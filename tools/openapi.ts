/** `npm run openapi`: writes the OpenAPI document of the routes to docs/openapi.json. */
import { writeFile } from 'node:fs/promises';
import { allReplies, allRoutes } from '@segue/core/contract/api/all-routes';
import { openApi } from '@segue/core/contract/api/open-api';
import { inRoot } from '@segue/suite/launcher/root';

await writeFile(inRoot('docs/openapi.json'), `${JSON.stringify(openApi(allRoutes, allReplies), null, 2)}\n`);
