import { useState } from 'preact/hooks';
import { leftOutSentence } from '@segue/core/versions/answering/left-out';
import type { NameOption } from '@segue/core/versions/answering/name-search';
import type { TasteKind } from '@segue/core/versions/answering/names';
import { Combobox } from '../../components/combobox.js';
import type { ComboboxGroup } from '../../components/combobox-options.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { countOf } from '../../words/numbers.js';
import { capital, withArticle, type Nouns } from '../../words/nouns.js';
import { useLeftOut } from './use-left-out.js';

/** A search with fewer items also says which ones the version leaves out. */
const enoughItems = 3;

/** What stands beside an item: its name if it is shown by its title, and how frequent it is. */
function noteOf({ name, title, count }: NameOption): string {
  const rows = count === 0 ? 'known by description' : countOf(count, 'row');
  return title === null || title === name ? rows : `${name} · ${rows}`;
}

/** The box that adds a genre or an artist to the desk. */
export function TasteSearch(props: {
  shown: ShownVersion;
  nouns: Nouns;
  full: boolean;
  onChoose: (kind: TasteKind, name: string) => void;
}) {
  const { shown, nouns, full, onChoose } = props;
  const { names } = shown;
  const [query, setQuery] = useState('');
  const items = names.search(query, 'item', 8);
  const leftOut = useLeftOut(shown.leftOut, query.trim() !== '' && items.length < enoughItems);
  const groups: ComboboxGroup<NameOption>[] = [
    {
      label: capital(nouns.users),
      options: names.search(query, 'user', query ? 6 : 8).map((option) => ({
        key: `u${option.index}`,
        label: option.name,
        value: option,
        note: countOf(option.count, nouns.item, nouns.items),
      })),
    },
    {
      label: capital(nouns.items),
      options: items.map((option) => ({
        key: `i${option.index}`,
        label: option.title ?? option.name,
        value: option,
        note: noteOf(option),
      })),
    },
  ];
  const examples = [...names.search('', 'user', 1), ...names.search('', 'item', 1)].map(
    ({ name, title }) => title ?? name,
  );
  return (
    <Combobox
      label={`Add ${withArticle(nouns.user)} or ${withArticle(nouns.item)}`}
      placeholder={full ? 'The desk is full' : `${examples.join(', ')}, …`}
      disabled={full}
      query={query}
      onQuery={setQuery}
      groups={groups}
      remarks={leftOut?.search(query, enoughItems).map((item) => leftOutSentence(item, leftOut)) ?? []}
      nothing={`No ${nouns.user} and no ${nouns.item} is like “${query}”.`}
      onChoose={({ kind, name }) => {
        setQuery('');
        onChoose(kind, name);
      }}
    />
  );
}
