import { ChevronDown, ChevronUp } from 'lucide';
import { labelOf } from '@segue/core/versions/answering/labels';
import { popularUnit } from '@segue/core/versions/answering/ranking';
import type { Movement } from '@segue/core/versions/answering/movements';
import { go } from '../../navigation/router.js';
import { Icon } from '../../components/icon.js';
import { capital } from '../../words/nouns.js';
import { countOf, formatScore } from '../../words/numbers.js';
import { ContributionBar } from './contribution-bar.js';
import { Explanation } from './explanation.js';
import type { LineProps } from './line-props.js';

/** One recommended item: its rank, how a new version moved it, what its score is made of. */
export function RankedLine(props: LineProps) {
  const { item, ranking, scale, channels, movement, open, route, shown } = props;
  const label = labelOf(shown.model, 'item', item.index);
  const moved = movement !== null && movement.kind !== 'same';
  const toggle = () => go({ ...route, why: open ? null : item.item });
  const personal = ranking.kind === 'personal';
  const unit = popularUnit(shown.model);
  return (
    <li class={moved ? 'line moved' : 'line'} data-name={item.item}>
      <div class={movement ? 'line-main' : 'line-main unmoved'}>
        <span class="line-rank figures">{item.rank}</span>
        {movement && <MovementBadge movement={movement} />}
        <span class="line-name">
          {label}
          {label !== item.item && <span class="muted small"> {item.item}</span>}
        </span>
        <ContributionBar item={item} ranking={ranking} scale={scale} channels={channels} />
        <span class="line-score figures" title={personal ? 'Above average' : `${capital(unit)}s`}>
          {personal ? formatScore(item.aboveAverage) : countOf(item.score, unit)}
        </span>
        <button
          type="button"
          class="icon-button tiny"
          aria-expanded={open}
          aria-label={`Why ${label}`}
          onClick={toggle}
        >
          <Icon icon={open ? ChevronUp : ChevronDown} size={19} />
        </button>
      </div>
      {open && <Explanation {...props} />}
    </li>
  );
}

function MovementBadge({ movement }: { movement: Movement }) {
  if (movement.kind === 'new') {
    return <span class="movement entered">{movement.was === null ? 'new' : `new, was ${movement.was}`}</span>;
  }
  if (movement.kind === 'same') return <span class="movement same">same</span>;
  const up = movement.kind === 'up';
  return (
    <span class="movement">
      <span class={up ? 'up' : 'down'}>
        <span aria-hidden="true">{up ? '▲' : '▼'}</span>
        <span class="hidden">{up ? 'up' : 'down'}</span>
        {movement.by}
      </span>{' '}
      was {movement.was}
    </span>
  );
}
