import type { RankedItem, Ranking } from '../../ranking/ranking.js';
import type { Channel } from './desk-tastes.js';

/** What a score is made of, left and right of zero, on a scale that all lines share. The numbers are in the explanation. */
export function ContributionBar(props: { item: RankedItem; ranking: Ranking; channels: Channel[] }) {
  const { item, ranking, channels } = props;
  const { low, high } = ranking.scale;
  const span = high - low || 1;
  const pieces = [
    ...channels.flatMap(({ acting, number }) =>
      acting === null ? [] : [{ part: `part${number}`, value: item.parts[acting]! }],
    ),
    { part: 'part-bias', value: item.bias },
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
