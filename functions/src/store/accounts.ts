import type { App } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Accounts } from '../pipeline/ports.js';

/** The accounts of the project in Firebase Authentication. */
export function firebaseAccounts(openApp: () => App): Accounts {
  return {
    async remove(uid) {
      try {
        await getAuth(openApp()).deleteUser(uid);
      } catch (error) {
        const { code } = Object(error) as { code?: unknown };
        if (code !== 'auth/user-not-found') throw error;
      }
    },
  };
}
