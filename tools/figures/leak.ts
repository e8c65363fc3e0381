import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { drawCanaries } from '@segue/core/model/evaluation/canaries';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { joinCells, type Interactions } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import { colours, figure, label, place } from './svg.js';
import { figureParameters, readSample } from './sample-data.js';

const [WIDTH, LEFT, BAR] = [760, 230, 430];

/** The same data evaluated properly and the way the report did: like `segue evaluate` without and with `--leak`. */
export async function drawLeak(): Promise<string> {
  const { train, test } = (await readSample()).parts;
  const nothing = { ...train, row: new Int32Array(0), col: new Int32Array(0) };
  const both = joinCells(train, joinCells(test, drawCanaries(train, test, figureParameters.randomState)));
  const bars =
    ([[`fitted on train`, train], [`fitted on train + test`, { ...both, value: ones(both.row.length) }]] as const) // prettier-ignore
      .flatMap(([name, data]: readonly [string, Interactions]) => {
        const score = modelScorer(trainModel(data, figureParameters));
        return [
          [`${name}: train AUC`, evaluateRanking(score, nothing, train, 10).auc, colours.line],
          [`${name}: test AUC`, evaluateRanking(score, train, test, 10).auc, colours.accent],
        ] as const;
      });
  const rows = bars.flatMap(([name, auc, colour], i) => {
    const top = 24 + 40 * i + (i > 1 ? 20 : 0);
    return [
      label(LEFT - 12, top + 18, name, 'text-anchor="end"'),
      `<rect x="${LEFT}" y="${top}" width="${place(BAR * auc)}" height="26" rx="3" fill="${colour}"/>`,
      label(LEFT + BAR * auc + 8, top + 18, auc.toFixed(4)),
    ];
  });
  return figure(WIDTH, 220, 'Measured honestly, and with the leak', rows);
}

function ones(length: number): Float32Array {
  return new Float32Array(length).fill(1);
}
