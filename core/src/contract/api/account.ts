import * as z from 'zod/mini';
import { defineRoute } from './route.js';

/** `GET /api/account`. */
export type AccountView = z.output<typeof accountView>;

/** The reply that describes the caller's own account. */
export const accountView = z.object({
  uid: z.string(),
  /** As others see it. */
  name: z.string(),
  /** Signed in without an address. */
  isGuest: z.boolean(),
  /** `null` unless the account has proved that it is its own. */
  address: z.nullable(z.string()),
  isAdministrator: z.boolean(),
  /** Whether the sign-in is recent enough to delete the account; otherwise sign in again first. */
  mayDelete: z.boolean(),
  /** How many data sets it owns, others share with it, and files are on their way. */
  datasets: z.number(),
  shared: z.number(),
  uploads: z.number(),
});

const common = { path: '/api/account', errors: [], bounds: { bodyBytes: 0 } } as const;

/** Who the caller is. */
export const getAccount = defineRoute({
  ...common,
  method: 'GET',
  summary: 'who you are, and how many data sets are yours or shared with you',
  status: 200,
  reply: accountView,
  right: ['read', 'account'],
  quota: 'read',
});

/** All that is the caller's, as one file. */
export const downloadAccount = defineRoute({
  ...common,
  method: 'GET',
  path: '/api/account/archive',
  summary: 'all that is yours as one ZIP archive, made while it is sent',
  status: 200,
  download: 'application/zip',
  right: ['download', 'account'],
  quota: 'read',
});

/** Deletes the caller's account. */
export const deleteAccount = defineRoute({
  ...common,
  method: 'DELETE',
  summary:
    'deletes your account with all your data sets, also those that others share; needs a sign-in of the last 5 minutes',
  status: 204,
  right: ['delete', 'account'],
  quota: 'write',
});

/** The routes of the caller's account, by name. */
export const accountRoutes = { getAccount, downloadAccount, deleteAccount };
