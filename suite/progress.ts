/** Prints a line for each phase of a slow job, with its duration in seconds. */
export interface Progress {
  /** Runs a phase and prints its line, with any notes from the work. */
  phase: <Result>(name: string, work: (note: (text: string) => void) => Promise<Result>) => Promise<Result>;
}

/** @param stream receives the lines; a terminal also shows the phase while it runs */
export function createProgress(stream: NodeJS.WriteStream = process.stdout): Progress {
  return {
    async phase(name, work) {
      const started = performance.now();
      let said = '';
      if (stream.isTTY) stream.write(`  … ${name}`);
      const finish = (sign: string) => {
        const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
        if (stream.isTTY) stream.write('\r\x1b[2K');
        stream.write(`  ${sign} ${name.padEnd(20)}${seconds.padStart(7)}   ${said}`.trimEnd() + '\n');
      };
      try {
        const result = await work((text) => {
          said = text;
        });
        finish('✔');
        return result;
      } catch (error) {
        finish('✖');
        throw error;
      }
    },
  };
}
