import {
  type Measure,
  boundOf,
  measureBlocks,
  measureImport,
  measureLongImport,
  measureQuery,
  measureSiblings,
  measureSmallWrites,
} from './emulator/measures.js';
import { startProgram } from './emulator/programs.js';

/** Measures the database emulator, in its own process, against its targets; prints and returns the figures. */
export async function benchEmulator(): Promise<Measure[]> {
  const server = await startProgram('server', ['--expose-gc']);
  const fresh = await startProgram('server');
  const echo = await startProgram('echo');
  try {
    const measures = [
      await measureSmallWrites(server, echo),
      await measureBlocks(server),
      await measureSiblings(server),
      await measureQuery(server),
      ...(await measureImport(server)),
      await measureLongImport(fresh),
    ];
    for (const each of measures) console.log(lineFor(each));
    return measures;
  } finally {
    server.stop();
    fresh.stop();
    echo.stop();
  }
}

function lineFor(measure: Measure): string {
  const { name, value, target, unit, better } = measure;
  const met = better === 'more' ? value >= target : value <= target;
  const figure = value >= 100 ? value.toFixed(0) : value.toPrecision(3);
  return `${met ? 'ok  ' : 'MISS'}  ${name}: ${figure} ${unit} (${boundOf(measure)})`;
}
