import type { Histogram } from '@segue/core/tables/profile/distribution';
import { formatCount, formatStatistic } from '../words/numbers.js';

/** The bars of a histogram, for a quick look; the text beside them says the same in words. */
export function HistogramBars({ histogram, label }: { histogram: Histogram; label?: string }) {
  const { counts } = histogram;
  const most = Math.max(...counts, 1);
  return (
    <svg
      class="histogram"
      viewBox={`0 0 ${counts.length} 100`}
      preserveAspectRatio="none"
      {...(label === undefined ? { 'aria-hidden': 'true' } : { role: 'img', 'aria-label': label })}
    >
      {counts.map((count, bin) => {
        const height = count === 0 ? 0 : Math.max(1.5, (count / most) * 100);
        return <rect key={bin} x={bin + 0.05} y={100 - height} width={0.9} height={height} />;
      })}
      <rect class="base" x={0} y={99} width={counts.length} height={1} />
    </svg>
  );
}

/** The commonest values as bars of their counts, for the head of a column. */
export function ValueBars({ counts }: { counts: readonly number[] }) {
  const most = Math.max(...counts, 1);
  const slots = Math.max(counts.length, 8);
  return (
    <svg class="histogram" viewBox={`0 0 ${slots} 100`} preserveAspectRatio="none" aria-hidden="true">
      {counts.map((count, bin) => {
        const height = Math.max(2, (count / most) * 100);
        return <rect key={bin} x={bin + 0.05} y={100 - height} width={0.9} height={height} />;
      })}
    </svg>
  );
}

/** Describes a histogram in a sentence. */
export function histogramWords({ counts, edges }: Histogram): string {
  const most = counts.indexOf(Math.max(...counts));
  const [from, to] = [edges[most]!, edges[most + 1]!];
  return `Histogram of ${counts.length} bars; the highest is ${formatStatistic(from)} to ${formatStatistic(to)} with ${formatCount(counts[most]!)} rows`;
}
