import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  forEachMetric,
  formatMetric,
  metricLabel,
  metricNames,
  onlyMetrics,
  rankingMetrics,
  shortMetricLabel,
  type StoredMetrics,
} from '@segue/core/model/evaluation/ranking-metrics';
import { formatListMetric, listMetricNames, shortListMetricLabel } from '@segue/core/model/evaluation/list-metrics';
import { describeModel } from '@segue/suite/demo/print';
import type { ModelView } from '@segue/core/contract/api/models';
import { formatFixed, formatSigned } from '@segue/hosting/words/numbers';
import { inRoot } from '@segue/suite/launcher/root';

describe('rankingMetrics', () => {
  it('are measured from the ranks of one user', () => {
    const user = { ranks: Float32Array.of(0, 3), k: 2, items: 10, known: 1 };
    const metrics = forEachMetric((name) => rankingMetrics[name].measure(user));
    expect(metrics).toMatchObject({ precision: 0.5, recall: 0.5, reciprocalRank: 1 });
    for (const name of metricNames) expect(metrics[name]).toBeGreaterThan(0);
    expect(rankingMetrics.auc.measure({ ...user, items: 3 })).toBe(0.5);
  });

  it('are what is kept of an object that holds more', () => {
    const metrics = forEachMetric((name) => name.length);
    const withMore = { ...metrics, k: 10, users: 3 };
    expect(onlyMetrics(withMore)).toEqual(metrics);
  });

  it('have the same decimals on the page and on the command line', () => {
    for (const value of [0, 0.5, 0.76781, 0.99979, 1])
      expect(formatMetric(value, formatFixed)).toBe(formatMetric(value));
    expect(formatMetric(0.98, formatSigned)).toBe('+0.9800');
  });

  it('have labels for people, and short ones that fit a column', () => {
    expect(metricLabel('precision', 10)).toBe('Precision at 10');
    expect(metricLabel('auc', 10)).toBe('AUC');
    for (const name of metricNames) expect(shortMetricLabel(name, 100).length).toBeLessThanOrEqual(10);
  });

  it('are listed by docs/api.md', () => {
    const listed = `metrics: {${metricNames.join(', ')}, k, users,`;
    expect(readFileSync(inRoot('docs/api.md'), 'utf8')).toContain(listed);
  });
});

describe('metrics of lists', () => {
  it('have short labels that fit a column, and three decimals', () => {
    const labels = listMetricNames.map(shortListMetricLabel);
    expect(labels).toEqual(['coverage', 'novelty', 'pop. bias']);
    expect(labels.filter((label) => label.length > 10)).toEqual([]);
    expect([0, 6.28318, 1].map(formatListMetric)).toEqual(['0.000', '6.283', '1.000']);
  });
});

describe('describeModel', () => {
  it('prints every metric with its label, and nothing for one that the version is older than', () => {
    const { averagePrecision: _later, ...older } = forEachMetric(() => 0.25);
    const stored: StoredMetrics = older;
    const metrics = { ...stored, k: 5, users: 1, heldOut: 2, baselines: { random: stored, popularity: stored } };
    const text = describeModel({ id: 'm', number: 1, users: 1, items: 2, metrics } as ModelView);
    for (const name of metricNames) expect(text).toContain(metricLabel(name, 5));
    expect(text.match(/0\.2500/g)).toHaveLength(3 * (metricNames.length - 1));
  });
});
