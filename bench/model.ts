import { million, movieLens, spotify, type BenchData } from './model/data.js';
import { measureMemory, type MemoryFigure } from './model/memory.js';
import { measureQuality, type QualityFigure } from './model/quality.js';
import { benchParameters, goals, losses, measureSpeed, type SpeedFigure } from './model/speed.js';

/** The results of `npm run bench -- model`. */
export interface ModelReport {
  readonly speed: SpeedFigure[];
  readonly memory: MemoryFigure[];
  /** Only with the real MovieLens 100K, which LightFM's figures are for. */
  readonly quality: QualityFigure[];
}

/** Fits with every kernel and loss on three data sets, then memory and quality; prints and returns the figures. */
export function benchModel(): Promise<ModelReport> {
  const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
  const small = movieLens();
  const large = million();
  const speed = [
    ...fitAll(small, { noComponents: 30, epochs: 30 }, rounds),
    ...fitAll(small, { noComponents: 64, epochs: 30 }, rounds),
    ...fitAll(large, { noComponents: 30, epochs: 3 }, rounds),
    ...fitAll(spotify(), { noComponents: 30, epochs: 30 }, 5 * rounds),
  ];
  const memory = measureMemories([small, large]);
  return Promise.resolve({ speed, memory, quality: small.isReal ? measureQualities(small) : [] });
}

function fitAll(data: BenchData, size: { noComponents: number; epochs: number }, rounds: number): SpeedFigure[] {
  const { noComponents, epochs } = size;
  const pairs = data.parts.train.row.length;
  console.log(
    `\n${data.name}: ${pairs} pairs, d = ${noComponents}, ${epochs} epochs, median of ${rounds}, processor time`,
  );
  return losses.map((loss) => {
    const figure = measureSpeed(data, benchParameters({ loss, ...size }), rounds);
    const { seconds, ratio } = figure;
    const met = ratio.fast >= goals.fast(loss) && ratio.exact >= goals.exact;
    const time = (name: keyof typeof seconds) => `${name} ${(seconds[name] * 1000).toFixed(0)} ms`;
    const compared = `${time('exact')} (${ratio.exact.toFixed(2)}×), ${time('fast')} (${ratio.fast.toFixed(2)}×)`;
    console.log(`${mark(met)}  ${loss.padEnd(9)} ${time('reference')}, ${compared}`);
    return figure;
  });
}

function measureMemories(sets: readonly BenchData[]): MemoryFigure[] {
  console.log('\nmemory of a fit, d = 30, against 3 × parameters + 16 bytes an interaction');
  return sets.flatMap(({ name, parts }) =>
    losses.flatMap((loss) =>
      (['fast', 'exact'] as const).map((kernel) => {
        const figure = measureMemory(parts.train, loss, kernel, 30);
        const part = (figure.bytes / figure.bound).toFixed(2);
        console.log(
          `${mark(figure.bytes <= figure.bound)}  ${kernel.padEnd(5)} ${loss.padEnd(9)} ${part} of the bound, ${name}`,
        );
        return figure;
      }),
    ),
  );
}

function measureQualities(data: BenchData): QualityFigure[] {
  console.log('\nfast kernel on held-out pairs, mean of seeds 0 to 4, beside LightFM');
  return losses.map((loss) => {
    const figure = measureQuality(data, loss);
    const { auc, precision, lightFm, met } = figure;
    const compared = `AUC ${auc.toFixed(4)} (${lightFm.auc}), precision@10 ${precision.toFixed(4)} (${lightFm.precision})`;
    console.log(`${mark(met)}  ${loss.padEnd(9)} ${compared}`);
    return figure;
  });
}

function mark(met: boolean): string {
  return met ? 'ok  ' : 'MISS';
}
