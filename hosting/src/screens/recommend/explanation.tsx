import { Plus } from 'lucide';
import { useMemo } from 'preact/hooks';
import type { PublishedModel } from '@segue/core/contract/published-model';
import { partsAboveAverage } from '@segue/core/versions/answering/above-average';
import { labelOf } from '@segue/core/versions/answering/labels';
import { rankSimilar } from '@segue/core/versions/answering/similar';
import { dataRoute, formatAddress } from '../../navigation/address.js';
import { Icon } from '../../components/icon.js';
import { countOf, formatScore, formatSigned } from '../../words/numbers.js';
import type { LineProps } from './line-props.js';
import { reasons } from './reasons-slot.js';

/** Why a line is at its rank: its reasons in words, the exact sum, what the data say about the item, and similar items. */
export function Explanation(props: LineProps) {
  const { item, ranking, shown, nouns, actions } = props;
  const similar = useMemo(() => rankSimilar(shown.model, item.index, { count: 5 }), [shown, item.index]);
  return (
    <div class="why">
      <reasons.Slot {...props} />
      {ranking.kind === 'personal' && (
        <div>
          <Sum {...props} />
          <p class="muted small sum-note">Each number is how far above the average {nouns.item}.</p>
        </div>
      )}
      <p>
        {filedUnder(shown.model, props)} <a href={formatAddress(dataRoute(shown.provenance.dataset))}>See the data</a>
      </p>
      <div class="why-row">
        <span class="muted small">Similar {nouns.items}</span>
        <div class="chips">
          {similar.map(({ item: name, index }) => (
            <button
              key={name}
              type="button"
              class="chip"
              aria-label={`Add ${labelOf(shown.model, 'item', index)} to the mix`}
              onClick={() => actions.add('item', name, 50)}
            >
              <Icon icon={Plus} size={15} />
              {labelOf(shown.model, 'item', index)}
            </button>
          ))}
        </div>
      </div>
      <button type="button" class="button small" onClick={() => actions.add('item', item.item, 50)}>
        <Icon icon={Plus} size={16} />
        Add {labelOf(shown.model, 'item', item.index)} to the mix
      </button>
    </div>
  );
}

function Sum({ item, ranking, channels }: LineProps) {
  const { contributions, bias } = partsAboveAverage(ranking, item);
  return (
    <table class="sum figures">
      <tbody>
        {channels.map(({ label, number, acting, weight }) => {
          if (acting === null) return null;
          const part = contributions[acting]!;
          return (
            <tr key={number}>
              <th scope="row">{label}</th>
              <td>{`${formatSigned(weight / 100, 2)} × ${formatScore(part / (weight / 100))}`}</td>
              <td class={`ch-text${number}`}>{formatSigned(part, 2)}</td>
            </tr>
          );
        })}
        <tr>
          <th scope="row">Own popularity</th>
          <td />
          <td>{formatSigned(bias, 2)}</td>
        </tr>
        <tr class="total">
          <th scope="row">Above average</th>
          <td />
          <td>{formatScore(item.aboveAverage)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** "In the data as Soul and Blues, never as Jazz, in 61 rows." */
function filedUnder(model: PublishedModel, { item, channels }: LineProps): string {
  const rows = model.popularity[item.index]!;
  if (rows === 0) return 'Nobody has it yet; it is scored by its description.';
  const users = usersOf(model, item.index);
  const missing = channels.filter(
    ({ kind, index, weight }) => kind === 'user' && weight > 0 && index !== null && !users.includes(index),
  );
  const never = missing.map(({ name }) => name);
  const named = users.slice(0, 4).map((user) => model.users[user]!);
  const more = users.length - named.length;
  const as = more > 0 ? `${named.join(', ')} and ${more} more` : listed(named);
  const not = never.length > 0 ? `, never as ${listed(never, 'or')}` : '';
  return `In the data as ${as}${not}, in ${countOf(rows, 'row')}.`;
}

function usersOf({ users, known }: PublishedModel, item: number): number[] {
  const found: number[] = [];
  for (let user = 0; user < users.length; user++) {
    for (let at = known.indptr[user]!; at < known.indptr[user + 1]!; at++)
      if (known.indices[at] === item) found.push(user);
  }
  return found;
}

function listed(names: readonly string[], word = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names[names.length - 1]!}`;
}
