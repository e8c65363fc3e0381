import { onRequest } from 'firebase-functions/https';
import { accountRoutes } from '@segue/core/contract/api/account';
import { accountOptions } from '../options.js';
import { archiveOf } from '../pipeline/accounts/account-archive.js';
import { deleteAccount } from '../pipeline/accounts/delete-account.js';
import { describeAccount } from '../pipeline/accounts/describe-account.js';
import { serve, type Answers } from './serve.js';

/** Answers for the routes of the caller's own account. */
export const accountAnswers: Answers<typeof accountRoutes> = {
  getAccount: ({ context, caller }) => describeAccount(context, caller),
  downloadAccount: ({ context, caller }) => archiveOf(context, caller),
  deleteAccount: ({ context, caller }) => deleteAccount(context, caller),
};

/** The caller's own account. */
export const accounts = onRequest(accountOptions, serve(accountRoutes, accountAnswers));
