import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../launcher/root.js';

/** Where everything the suite prints goes. */
export const logFile = inRoot('.segue/suite.log');

/** A function that takes each line of the suite: all go to the file, those worth a look to the terminal as well. */
export function createLog(verbose: boolean): (line: string) => void {
  mkdirSync(dirname(logFile), { recursive: true });
  const file = createWriteStream(logFile);
  return (line) => {
    file.write(`${line}\n`);
    if (verbose || isWorthALook(line)) console.log(`    ${line}`);
  };
}

/** What firebase-tools says at every start and means nothing here. */
const familiar = [/Emulator UI is not starting/, /Your requested "node" version/];

/** Warnings and errors, of the suite (marked by a sign) or of a function (JSON with a severity). */
function isWorthALook(line: string): boolean {
  const isMarked = /^(⚠|⬢|!!?) /.test(line) && !familiar.some((pattern) => pattern.test(line));
  return (
    isMarked || /^> .*"severity":"(WARNING|ERROR|CRITICAL)"/.test(line) || line.startsWith('The database emulator')
  );
}
