import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../launcher/root.js';

/** The file that holds the suite's whole output. */
export const logFile = inRoot('.segue/suite.log');

/** Returns a function that writes each line of the suite to the file, and warnings and errors to the terminal too. */
export function createLog(verbose: boolean): (line: string) => void {
  mkdirSync(dirname(logFile), { recursive: true });
  const file = createWriteStream(logFile);
  return (line) => {
    file.write(`${line}\n`);
    if (verbose || isWorthALook(line)) console.log(`    ${line}`);
  };
}

/** Lines of firebase-tools at every start that mean nothing here. */
const familiar = [/Emulator UI is not starting/, /Your requested "node" version/];

/** Warnings and errors, of the suite (marked by a sign) or of a function (JSON with a severity). */
function isWorthALook(line: string): boolean {
  const isMarked = /^(⚠|⬢|!!?) /.test(line) && !familiar.some((pattern) => pattern.test(line));
  return (
    isMarked || /^> .*"severity":"(WARNING|ERROR|CRITICAL)"/.test(line) || line.startsWith('The database emulator')
  );
}
