import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../launcher/root.js';
import { isWarning } from '../launcher/warnings.js';
import { standardProject } from './options.js';

/** The file with the entire output of a project's suite. */
export function logFileOf(project: string): string {
  return inRoot(project === standardProject ? '.segue/suite.log' : `.segue/${project}.log`);
}

/** Returns a function that writes each line of the suite to a file, and warnings and errors to the terminal too. */
export function createLog(logFile: string, verbose: boolean): (line: string) => void {
  mkdirSync(dirname(logFile), { recursive: true });
  const file = createWriteStream(logFile);
  return (line) => {
    file.write(`${line}\n`);
    if (verbose || isWorthALook(line)) console.log(`    ${line}`);
  };
}

/** True for warnings and errors, of the suite or of a function (JSON with a severity). */
function isWorthALook(line: string): boolean {
  return (
    isWarning(line) ||
    /^> .*"severity":"(WARNING|ERROR|CRITICAL)"/.test(line) ||
    line.startsWith('The database emulator')
  );
}
