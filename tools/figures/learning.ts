import { popularityScorer, randomScorer } from '@segue/core/model/evaluation/baselines';
import { evaluateRanking, type Scorer } from '@segue/core/model/evaluation/evaluate';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { interactionMatrix } from '@segue/core/model/sparse';
import { colours, figure, label, path } from './svg.js';
import { figureParameters, readSample } from './sample-data.js';

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 340, 56, 150, 24, 48];
const EPOCHS = 60;

/** AUC epoch by epoch, on pairs that the model has seen and on unseen pairs. */
export async function drawLearning(): Promise<string> {
  const { items, parts } = await readSample();
  const { train, test } = parts;
  const nothing = { ...train, row: new Int32Array(0), col: new Int32Array(0) };
  const { epochs: _, ...parameters } = figureParameters;
  const model = new LightFm(parameters);
  const [seen, unseen]: [number[], number[]] = [[], []];
  const fit = model.fitPartialEpochs(interactionMatrix(train), { epochs: EPOCHS });
  while (fit.next().done !== true) {
    const score = modelScorer(model.embeddings);
    seen.push(evaluateRanking(score, nothing, train, 10).auc);
    unseen.push(evaluateRanking(score, train, test, 10).auc);
  }
  const baseline = (scorer: Scorer) => evaluateRanking(scorer, train, test, 10).auc;
  const x = (epoch: number) => LEFT + ((WIDTH - LEFT - RIGHT) * (epoch - 1)) / (EPOCHS - 1);
  const y = (auc: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - auc);
  const curve = (values: number[], colour: string, name: string) => [
    path(values.map((value, i) => [x(i + 1), y(value)] as const), colour), // prettier-ignore
    label(x(EPOCHS) + 8, y(values[EPOCHS - 1]!) + 4, name, `fill="${colour}"`),
  ];
  const level = (value: number, name: string) => [
    path([[x(1), y(value)], [x(EPOCHS), y(value)]], colours.line, 'stroke-dasharray="5 4"'), // prettier-ignore
    label(x(EPOCHS) + 8, y(value) + 4, name, `fill="${colours.line}"`),
  ];
  return figure(WIDTH, HEIGHT, 'AUC by epoch on the sample', [
    ...[0, 0.5, 1].map((tick) => label(LEFT - 10, y(tick) + 4, tick.toFixed(1), 'text-anchor="end"')),
    ...[1, 20, 40, 60].map((tick) => label(x(tick), HEIGHT - 26, String(tick), 'text-anchor="middle"')),
    label(x(EPOCHS / 2), HEIGHT - 8, 'epochs: passes over the pairs', 'text-anchor="middle"'),
    ...level(baseline(popularityScorer(train)), 'popularity'),
    ...level(baseline(randomScorer(items.length, 0)), 'random'),
    ...curve(seen, colours.other, 'pairs it saw'),
    ...curve(unseen, colours.accent, 'pairs held out'),
  ]);
}
