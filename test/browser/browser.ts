import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inRoot } from '@segue/suite/launcher/root';

/** A browser that runs here, or the reason why none does. */
export type FoundBrowser = { path: string; environment: Record<string, string>; missing: null } | { missing: string };

const installed = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/**
 * Finds a browser: the one named by CHROME_PATH, the one that comes with the packages, or an installed Chrome or
 * Chromium. Each is asked for its version, so that one whose libraries are missing is not taken.
 */
export function findBrowser(): FoundBrowser {
  const given = process.env['CHROME_PATH'];
  const named = (process.env['PATH'] ?? '').split(':').flatMap((folder) => installed.map((name) => join(folder, name)));
  const candidates = [
    ...(given ? [() => ({ path: given, environment: {} })] : []),
    () => unpackPackaged({}),
    // Brings libraries of its own, for machines without them; those lie in another folder than the ones above.
    () => unpackPackaged({ AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x', TMPDIR: inRoot('.segue') }),
    ...named.filter((path) => existsSync(path)).map((path) => () => ({ path, environment: {} })),
  ];
  for (const candidate of candidates) {
    try {
      const { path, environment } = candidate();
      execFileSync(path, ['--version'], { stdio: 'pipe', timeout: 60_000, env: { ...process.env, ...environment } });
      return { path, environment, missing: null };
    } catch {
      // This one does not run here; the next may.
    }
  }
  return { missing: 'no browser runs here: neither @sparticuz/chromium (Linux only) nor an installed Chrome' };
}

/** The package is an ES module and unpacks on first use; a process of its own does both, and finds a free TMPDIR. */
function unpackPackaged(environment: Record<string, string>): { path: string; environment: Record<string, string> } {
  const script = `
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    console.log(JSON.stringify({ path, libraries: process.env.LD_LIBRARY_PATH ?? '' }));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: inRoot(),
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 120_000,
  });
  const { path, libraries } = JSON.parse(output) as { path: string; libraries: string };
  return { path, environment: libraries ? { LD_LIBRARY_PATH: libraries } : {} };
}

/** Starts a browser. Only what a container needs is switched off. */
export function launchBrowser(found: FoundBrowser): Promise<Browser> {
  if (found.missing !== null) throw new Error(found.missing);
  const env = { ...process.env, ...found.environment } as Record<string, string>;
  return chromium.launch({ executablePath: found.path, args: ['--no-sandbox'], env });
}

/** A page of a reader of their own, and everything that went wrong on it. */
export interface Reader {
  page: Page;
  /** Errors of the page's scripts, refused requests of its policy included. */
  errors: string[];
  close: () => Promise<void>;
}

/** Opens a reader's page. */
export async function openReader(
  browser: Browser,
  baseURL: string,
  options: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<Reader> {
  const { width = 1280, colorScheme = 'light' } = options;
  const viewport = { width, height: width < 720 ? 844 : 900 };
  const context = await browser.newContext({ baseURL, viewport, colorScheme, locale: 'en-US' });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors, close: () => context.close() };
}

const axeSource = readFileSync(createRequire(inRoot('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe holds against the page, in a line each; empty where it finds nothing serious. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    interface Violation {
      id: string;
      impact: string | null;
      nodes: { html: string; failureSummary?: string }[];
    }
    const axe = (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe;
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`,
      );
  });
}
