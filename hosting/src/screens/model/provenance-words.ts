import type { Provenance } from '@segue/core/contract/stored/version';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { isLightFms } from '@segue/core/model/methods/recipe';
import { actingParameters, lightFmName, type Parameters } from '@segue/core/model/parameters';
import { likesWords } from '@segue/core/versions/answering/likes-words';
import { readsDescriptions } from '@segue/core/versions/method-of';
import { methodWords } from '@segue/core/versions/answering/method-words';
import { capital, nounsOf } from '../../words/nouns.js';
import { formatCount } from '../../words/numbers.js';

/** A fact about a version, as text: its label and its value. */
export type Fact = readonly [what: string, value: string];

/** The columns and parameters of a version; only the parameters that have an effect. */
export function parameterFacts({ configuration, kernel, epochs, likes }: Provenance): Fact[] {
  const { user, userLists, item, rating, weight, minimumRows, itemFeatures, earlyStopping, titles } = configuration;
  const { itemTags, userTags } = configuration;
  const made = methodWords(configuration);
  const learns = readsDescriptions(configuration);
  const acting = actingOn(configuration);
  return [
    ...(made === null ? [] : [['made by', made] as const]),
    ['who', userLists ? `${user}, lists split` : user],
    ['what', item],
    ['how much', rating === undefined || weight === 'none' ? 'every row the same' : `${rating}, ${weight}`],
    ...(likes ? [['liked', `${rating}: ${likesWords(likes)}`] as const] : []),
    ['rows an item needs', String(minimumRows)],
    ...(itemFeatures ? [[learns ? 'described by' : 'cold items described by', itemFeatures.join(', ')] as const] : []),
    ...(itemTags ? [[learns ? 'tags' : 'tags of cold items', itemTags.join(', ')] as const] : []),
    ...(userTags ? [[`tags of ${user}`, userTags.join(', ')] as const] : []),
    ...(titles ? [['titles', `${titles.title} by ${titles.id}`] as const] : []),
    ...acting.map((name): Fact => [lightFmName(name), String(configuration[name])]),
    ...(earlyStopping === undefined
      ? []
      : [[lightFmName('earlyStopping'), `after ${earlyStopping} without a gain: kept ${epochs}`] as const]),
    ...(kernel && made === null ? [['computed by', kernel.note ?? `the ${kernel.name} kernel`] as const] : []),
  ];
}

/** The parameters that the version's method reads. */
function actingOn({ model, loss, learningSchedule }: ModelConfiguration): readonly (keyof Parameters)[] {
  if (model === 'softmax') return ['noComponents', 'randomState'];
  if (model === 'ials') return ['noComponents'];
  return isLightFms(model) ? actingParameters(loss, learningSchedule) : [];
}

/** The data of a version: how much, and which. */
function dataFacts({ configuration, ...provenance }: Provenance): Fact[] {
  const nouns = nounsOf(configuration.user, configuration.item);
  return [
    ['Rows', formatCount(provenance.rows)],
    [capital(nouns.users), formatCount(provenance.users)],
    [capital(nouns.items), formatCount(provenance.items)],
    ...(provenance.coldItems === undefined
      ? []
      : [[`${capital(nouns.items)} known by description only`, formatCount(provenance.coldItems)] as const]),
    ['Pairs', formatCount(provenance.interactions)],
    ['Digest of the sums', provenance.data],
    ['Digest of the embeddings', provenance.embeddings],
    ['Spellings merged', String(configuration.merges?.length ?? 0)],
    ['Code', provenance.codeVersion],
  ];
}

/** Facts that differ between two versions: label, first value, second value (`null` where a version lacks the fact). */
export function differingFacts(before: Provenance, after: Provenance): [string, string | null, string | null][] {
  const [first, second] = [before, after].map((of) => new Map([...dataFacts(of), ...parameterFacts(of)])) as [
    Map<string, string>,
    Map<string, string>,
  ];
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((what): [string, string | null, string | null] => [what, first.get(what) ?? null, second.get(what) ?? null])
    .filter(([, one, other]) => one !== other);
}
