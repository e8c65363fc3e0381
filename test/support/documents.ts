import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '@segue/suite/launcher/root';

const readDocument = (path: string) => readFileSync(inRoot(path), 'utf8');

/** The code of a document: its fences, and the inline code between them. */
function codeOf(text: string): { fences: string[]; inline: string[] } {
  const fences = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, code]) => code!);
  const inline = [...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  return { fences, inline };
}

/** The folders listed in a fence, one per line. */
function listedFolders(fence: string): string[] {
  return [...fence.matchAll(/^[\w-]+\/(?=\s)/gm)].map(([folder]) => folder);
}

const extensions = /\.(?:ts|tsx|mjs|cjs|md|json|svg|css)$/;

/**
 * Whether a word of code is a path of this repository: it begins with one of its folders or ends like one of its files.
 */
function isPath(word: string, folders: ReadonlySet<string>): boolean {
  if (!/^\.?[\w-][\w.-]*(?:\/\.?[\w-][\w.-]*)*\/?$/.test(word)) return false;
  return extensions.test(word) || (word.includes('/') && folders.has(word.split('/')[0]!));
}

/** The folder of a path with a placeholder (`losses/NAME.ts`); other paths are unchanged. */
function withoutPlaceholder(path: string): string {
  const parts = path.split('/');
  const at = parts.findIndex((part) => part.includes('NAME'));
  return at === -1 ? path : parts.slice(0, at).join('/');
}

/** The paths that a document mentions in code, relative to the root of the repository. */
export function namedPaths(text: string): string[] {
  const entries = readdirSync(inRoot('.'), { withFileTypes: true });
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map(({ name }) => name));
  const { fences, inline } = codeOf(text);
  const words = [...fences, ...inline].flatMap((code) => code.split(/[\s,;:()]+/));
  return [...new Set([...fences.flatMap(listedFolders), ...words.filter((word) => isPath(word, folders))])];
}

/** The paths that do not exist. */
export function missingPaths(text: string): string[] {
  return namedPaths(text).filter((path) => !existsSync(inRoot(withoutPlaceholder(path))));
}

/** The links of a document that lead to no file or no heading; links to other sites are not checked. */
export function brokenLinks(path: string, text = readDocument(path)): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, target]) => target!);
  return targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target));
}

function leadsSomewhere(from: string, target: string): boolean {
  const [file, anchor] = target.split('#');
  const path = file ? join(dirname(from), file) : from;
  if (!existsSync(inRoot(path))) return false;
  return !anchor || !path.endsWith('.md') || anchorsOf(readDocument(path)).includes(anchor);
}

/** The anchors that GitHub generates for headings. */
function anchorsOf(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The rows of the first table after a heading, without its header row: a list of cells each. */
export function tableAfter(text: string, heading: string): string[][] {
  const [, section = ''] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const lines = /(?:^\|.*\n)+/m.exec(section)?.[0].trim().split('\n') ?? [];
  return lines.slice(2).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The code in a table cell, with `\|` read as `|`. */
export function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replaceAll('\\|', '|'));
}
