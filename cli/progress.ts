/** Writes a line for each phase of something slow, with the seconds it took. */
export interface Progress {
  /** Runs a phase and prints its line; a note that the work gives is put behind it. */
  phase: <Result>(name: string, work: (note: (text: string) => void) => Promise<Result>) => Promise<Result>;
}

/** @param stream where the lines go; on a terminal a phase also shows while it lasts */
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
