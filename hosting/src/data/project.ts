import { initializeApp, type FirebaseApp } from 'firebase/app';
import type { HostingConfiguration } from '@segue/core/contract/hosting-configuration';
import { loadProject } from './configuration.js';

/** The Firebase app of this page and the emulators it talks to. */
export interface OpenProject extends HostingConfiguration {
  app: FirebaseApp;
}

let opened: Promise<OpenProject> | undefined;

/** The project, opened on first use. A failed attempt is not cached. */
export function openProject(): Promise<OpenProject> {
  opened ??= loadProject().then(
    (project) => ({ ...project, app: initializeApp(project.options) }),
    (error: unknown) => {
      opened = undefined;
      throw error;
    },
  );
  return opened;
}
