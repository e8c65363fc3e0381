/** Functions for the tests of the launcher: each leaves in the database what it was called with. */
import { initializeApp } from 'firebase-admin/app';
import { getDatabase } from 'firebase-admin/database';
import { onValueWritten } from 'firebase-functions/database';
import { onRequest } from 'firebase-functions/https';
import { onSchedule } from 'firebase-functions/scheduler';

initializeApp();

export const echo = onRequest((request, response) => {
  response.json({ name: 'echo', path: request.path, project: process.env.GCLOUD_PROJECT, pid: process.pid });
});

/** Differs from `echo` only in its name. */
export const twin = onRequest((_, response) => {
  response.json({ name: 'twin', pid: process.pid });
});

export const changed = onValueWritten('/items/{id}', async ({ params, data }) => {
  const seen = { before: data.before.val() ?? 'nothing', after: data.after.val() ?? 'nothing' };
  await getDatabase().ref(`seen/${params.id}`).set(seen);
});

export const sweep = onSchedule('every 1 minutes', async () => {
  await getDatabase().ref('swept').set(true);
});
