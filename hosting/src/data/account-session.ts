import { FirebaseError } from 'firebase/app';
import {
  browserLocalPersistence,
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  EmailAuthProvider,
  indexedDBLocalPersistence,
  initializeAuth,
  linkWithCredential,
  onIdTokenChanged,
  sendEmailVerification,
  sendPasswordResetEmail,
  signInAnonymously,
  signInWithEmailAndPassword,
  signOut,
  updateProfile,
  type Auth,
  type User,
} from 'firebase/auth';
import { openProject } from './project.js';

/** The signed-in account. */
export interface Account {
  uid: string;
  guest: boolean;
  name: string;
  email: string | null;
  /** Whether the address was verified; an invitation is accepted with a verified one. */
  isVerified: boolean;
}

/** The account's session. Only this module imports firebase/auth; it is loaded on the first sign-in. */
export interface AccountSession {
  guest: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<void>;
  create: (name: string, email: string, password: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** Sends a mail with a link that sets another password, if there is an account with this address. */
  resetPassword: (email: string) => Promise<void>;
  /** Sends the account a mail with a link that verifies its address. */
  sendVerification: () => Promise<void>;
  /** Asks whether the address was verified meanwhile, and renews the token that says so. */
  checkVerified: () => Promise<boolean>;
  token: () => Promise<string | null>;
}

/** Opens the session and reports the account now and whenever it changes; resolves once the first is known. */
export async function openSession(report: (account: Account | null) => void): Promise<AccountSession> {
  const { app, emulators } = await openProject();
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  if (emulators.auth) {
    connectAuthEmulator(auth, `http://${emulators.auth.host}:${emulators.auth.port}`, { disableWarnings: true });
  }
  onIdTokenChanged(auth, (user) => report(user && toAccount(user)));
  await auth.authStateReady();
  report(auth.currentUser && toAccount(auth.currentUser));
  return {
    guest: () => spoken(signInAnonymously(auth)),
    signIn: (email, password) => spoken(signInWithEmailAndPassword(auth, email, password)),
    create: (name, email, password) => spoken(createAccount(auth, name, email, password)),
    signOut: () => signOut(auth),
    resetPassword: (email) => spoken(sendPasswordResetEmail(auth, email)),
    sendVerification: async () => {
      await spoken(sendEmailVerification(signedIn(auth)));
    },
    checkVerified: async () => {
      const user = signedIn(auth);
      await spoken(renew(user));
      return user.emailVerified;
    },
    token: async () => (await auth.currentUser?.getIdToken()) ?? null,
  };
}

/** Turns a guest into an account, which keeps everything the guest owned. */
async function createAccount(auth: Auth, name: string, email: string, password: string): Promise<void> {
  const guest = auth.currentUser;
  const { user } = guest?.isAnonymous
    ? await linkWithCredential(guest, EmailAuthProvider.credential(email, password))
    : await createUserWithEmailAndPassword(auth, email, password);
  if (name) await updateProfile(user, { displayName: name });
  // The server reads the name from the token.
  await user.getIdToken(true);
}

async function renew(user: User): Promise<void> {
  await user.reload();
  // The server reads from the token whether the address was verified.
  if (user.emailVerified) await user.getIdToken(true);
}

function signedIn({ currentUser }: Auth): User {
  if (!currentUser) throw new Error('You have signed out meanwhile. Sign in again.');
  return currentUser;
}

function toAccount(user: User): Account {
  const name = user.displayName ?? user.email ?? 'Guest';
  return { uid: user.uid, guest: user.isAnonymous, name, email: user.email, isVerified: user.emailVerified };
}

const sentences: Record<string, string> = {
  'auth/email-already-in-use': 'There is an account with this e-mail address already. Sign in instead.',
  'auth/invalid-email': 'This is not an e-mail address.',
  'auth/missing-password': 'A password is needed.',
  'auth/weak-password': 'The password needs at least 6 characters.',
  'auth/invalid-credential': 'No account has this e-mail address and password. Check both, or create an account.',
  'auth/user-not-found': 'No account has this e-mail address. Create one with it.',
  'auth/wrong-password': 'The password is not the one of this account.',
  'auth/missing-email': 'An e-mail address is needed.',
  'auth/too-many-requests': 'Too many attempts. Wait a minute, then try again.',
  'auth/network-request-failed': 'The sign-in service does not answer. Check the connection, then try again.',
};

async function spoken(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    const code = error instanceof FirebaseError ? error.code : '';
    throw new Error(sentences[code] ?? `That failed (${code || String(error)}). Try again.`, { cause: error });
  }
}
