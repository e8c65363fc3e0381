import { initializeApp, type FirebaseApp } from 'firebase/app';
import type { HostingConfiguration } from '@segue/core/contract/hosting-configuration';
import { appCheckSiteKey, loadProject } from './configuration.js';

/** The Firebase app of this page and the emulators it talks to. */
export interface OpenProject extends HostingConfiguration {
  app: FirebaseApp;
  /** The App Check token for the API; null where the page proves no app. */
  appToken: () => Promise<string | null>;
}

let opened: Promise<OpenProject> | undefined;

/** The project, opened on first use. A failed attempt is not cached. */
export function openProject(): Promise<OpenProject> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<OpenProject> {
  const project = await loadProject();
  const app = initializeApp(project.options);
  const siteKey = appCheckSiteKey();
  // The Emulator Suite has no App Check.
  if (siteKey === null || Object.keys(project.emulators).length > 0)
    return { ...project, app, appToken: () => Promise.resolve(null) };
  const { openAppCheck } = await import('./app-check.js');
  return { ...project, app, appToken: openAppCheck(app, siteKey) };
}
