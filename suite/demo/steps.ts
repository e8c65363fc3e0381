import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { createDataset, getDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { editRow, listRows } from '@segue/core/contract/api/rows';
import { defineModel as defineModelRoute, getModel, listModels, type ModelView } from '@segue/core/contract/api/models';
import { recommendForUser, type RecommendedItem } from '@segue/core/contract/api/recommendations';
import type { ApiClient } from '@segue/cli/api-client';
import { Failure } from '@segue/cli/failure';
import type { Answers, Edit } from './print.js';
import { waitFor } from '../wait.js';
import type { DemoOptions } from './options.js';

/** Seconds to wait for a recount or a training: enough for the largest file a single request may carry. */
const patience = 600;

/** Sends the file like the page: one multipart form, the text fields first. */
export async function uploadFile(api: ApiClient, { file, delimiter }: DemoOptions): Promise<DatasetView> {
  const name = basename(file);
  const fields = { name, description: 'Uploaded by npm run demo', delimiter };
  return api(createDataset, { body: { fields, file: { name, content: await openAsBlob(file) } } });
}

/** Waits until the profile is up to date with the rows. */
export function waitForProfile(api: ApiClient, id: string): Promise<DatasetView> {
  return waitFor(
    'the profile of the data set',
    async () => {
      const view = await api(getDataset, { params: { id } });
      return view.profile === 'current' ? view : undefined;
    },
    patience,
  );
}

/**
 * Waits until the model of a data set has a version other than `old`. Call it once the profile is current.
 *
 * @throws Failure with the reason if training failed, or if there is no model
 */
export async function waitForVersion(api: ApiClient, dataset: string, old: string | null = null): Promise<ModelView> {
  const { id } = await findModel(api, dataset);
  return waitFor(
    `a new version of the model ${id}`,
    async () => {
      const model = await api(getModel, { params: { id } });
      if (model.state === 'failed')
        throw new Failure(`Training failed: ${model.progress?.message ?? 'no reason given'}`);
      return model.version !== null && model.version !== old ? model : undefined;
    },
    patience,
  );
}

/** The automatic model. Once the profile is current, it either exists or never will. */
async function findModel(api: ApiClient, dataset: string): Promise<ModelView> {
  const { models } = await api(listModels, {});
  const found = models.find((model) => model.dataset === dataset);
  if (found) return found;
  throw new Failure(
    'No genre and artist columns were recognised, so there is no model: ' +
      'name them with --user COLUMN --item COLUMN and, if there is one, --rating COLUMN.',
  );
}

/** Defines a model for columns that are not recognised. */
export async function defineModel(api: ApiClient, dataset: string, columns: DemoOptions['columns']): Promise<void> {
  if (columns) await api(defineModelRoute, { params: { id: `${dataset}-demo` }, body: { dataset, ...columns } });
}

/** Requests ten items for each of the two most frequent users, without and with those they already know. */
export async function askTwice(api: ApiClient, dataset: DatasetView, model: ModelView): Promise<Answers[]> {
  const users = mostFrequent(dataset, model.configuration.user).slice(0, 2);
  return Promise.all(
    users.map(async (user) => ({
      user,
      discover: await recommend(api, model.id, user, 'exclude'),
      best: await recommend(api, model.id, user, 'include'),
    })),
  );
}

async function recommend(
  api: ApiClient,
  id: string,
  user: string,
  known: 'exclude' | 'include',
): Promise<RecommendedItem[]> {
  return (await api(recommendForUser, { params: { id }, query: { user, count: 10, known } })).items;
}

function mostFrequent(dataset: DatasetView, column: string): string[] {
  const top = dataset.columns.find(({ name }) => name === column)?.topValues ?? [];
  return top.map(({ value }) => value);
}

/**
 * Edits a cell that matters: the rating (or, without one, the user) of a row whose item is in the model. (Editing an
 * item with too few rows to be trained on gives the same model, hence no new version.)
 */
export async function editOneRow(api: ApiClient, model: ModelView, answers: Answers[]): Promise<Edit> {
  const edit = await chooseEdit(api, model, answers);
  await api(editRow, { params: { id: model.dataset, index: edit.index }, body: { [edit.column]: edit.to } });
  return edit;
}

async function chooseEdit(api: ApiClient, model: ModelView, answers: Answers[]): Promise<Edit> {
  const { item, user, rating } = model.configuration;
  const column = rating ?? user;
  const inModel = new Set(answers.flatMap(({ best }) => best.map((entry) => entry.item)));
  const query = { position: 'random', count: 1000, seed: 1 } as const;
  const view = await api(listRows, { params: { id: model.dataset }, query });
  const itemAt = view.columns.indexOf(item);
  const row = view.rows.find(({ values }) => inModel.has(String(values[itemAt])));
  if (!row) throw new Failure('None of 1000 random rows belongs to a recommended item, so there is nothing to edit.');
  const from = row.values[view.columns.indexOf(column)] ?? '';
  const to = column === user ? otherUser(answers, from) : Number(from) >= 50 ? 1 : 99;
  return { index: row.index, column, from, to, item: String(row.values[itemAt]) };
}

function otherUser(answers: Answers[], user: string | number): string {
  const other = answers.find((answer) => answer.user !== user);
  if (!other) throw new Failure(`The data has no user but ${user}, so there is nothing to edit.`);
  return other.user;
}
