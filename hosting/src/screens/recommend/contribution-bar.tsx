import { partsAboveAverage, type BarScale } from '@segue/core/versions/answering/above-average';
import type { RankedItem, Ranking } from '@segue/core/versions/answering/ranking';
import type { Channel } from './desk-tastes.js';

/**
 * What moves an item's score above or below the average: below to the left, above to the right, on a scale that all
 * lines share. The explanation has the numbers.
 */
export function ContributionBar(props: { item: RankedItem; ranking: Ranking; scale: BarScale; channels: Channel[] }) {
  const { item, ranking, scale, channels } = props;
  const { low, high } = scale;
  const span = high - low || 1;
  const { contributions, bias } = partsAboveAverage(ranking, item);
  const pieces = [
    ...channels.flatMap(({ acting, number }) =>
      acting === null ? [] : [{ part: `part${number}`, value: contributions[acting]! }],
    ),
    { part: 'part-bias', value: bias },
  ];
  let left = -low / span;
  let right = left;
  const zero = left;
  const placed = pieces
    .filter(({ value }) => value !== 0)
    .map(({ part, value }) => {
      const width = Math.abs(value) / span;
      if (value < 0) left -= width;
      const start = value < 0 ? left : right;
      if (value > 0) right += width;
      return { part, start, width };
    });
  return (
    <span class="bar" aria-hidden="true">
      {placed.map(({ part, start, width }) => (
        <span key={part} class={`bar-part ${part}`} style={{ left: percent(start), width: percent(width) }} />
      ))}
      <span class="bar-zero" style={{ left: percent(zero) }} />
    </span>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
