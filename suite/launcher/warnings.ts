/** Harmless lines that firebase-tools prints at every start. */
const familiar = [/Emulator UI is not starting/, /Env variable override/, /Your requested "node" version/];

/** Whether a suite's line is a warning or an error, which firebase-tools marks with a symbol (another on Windows). */
export function isWarning(line: string): boolean {
  return /^(⚠|⬢|!!?) /.test(line) && !familiar.some((pattern) => pattern.test(line));
}
