import { TriangleAlert } from 'lucide';
import type { DatasetView, Finding } from '@segue/core/contract/api/datasets';
import { Icon } from '../../components/icon.js';
import { countOf } from '../../words/numbers.js';
import { differingCharacters } from './differing-characters.js';
import { MergeSpellings } from './merge-spellings.js';

/** How many findings a data set has. */
export function findingCount({ findings, repairCount }: DatasetView): number {
  return findings.length + repairCount;
}

/** What is unusual in the data, and what was repaired while the file was read. */
export function FindingsPanel({ view }: { view: DatasetView }) {
  const { findings, repairs, repairCount } = view;
  return (
    <section class="panel" id="findings" aria-labelledby="findings-title">
      <div class="panel-head">
        <h2 id="findings-title">Findings</h2>
      </div>
      {findings.length + repairs.length === 0 && (
        <p class="panel-body muted">{view.profile === 'pending' ? 'Looking…' : 'Nothing odd was found.'}</p>
      )}
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.column} ${finding.message}`} class="finding">
            <Icon icon={TriangleAlert} size={18} />
            <div>
              <h3>
                {finding.values.length === 2 ? 'Two' : finding.values.length} spellings in {finding.column}
              </h3>
              <Spellings {...finding} />
              <MergeSpellings view={view} finding={finding} />
            </div>
          </li>
        ))}
        {repairs.map((repair) => (
          <li key={`${repair.line} ${repair.message}`} class="finding">
            <Icon icon={TriangleAlert} size={18} />
            <div>
              <h3>{repairTitles[repair.kind] ?? 'Repaired while reading'}</h3>
              <p>{repair.message}</p>
            </div>
          </li>
        ))}
      </ul>
      {repairCount > repairs.length && (
        <p class="panel-foot">and {countOf(repairCount - repairs.length, 'more repair')} of this file</p>
      )}
    </section>
  );
}

const repairTitles: Record<string, string> = {
  'short-row': 'A row is cut short',
  'long-row': 'A row is too long',
  'replaced-bytes': 'Characters that could not be read',
};

function Spellings({ values }: Finding) {
  const texts = values.map(({ value }) => value);
  return (
    <p>
      {values.map(({ value, count }, at) => (
        <span key={value}>
          {at > 0 && ' and '}
          {differingCharacters(value, texts).map(({ text, differs }, piece) =>
            differs ? <mark key={piece}>{text}</mark> : text,
          )}{' '}
          ({countOf(count, 'row')})
        </span>
      ))}{' '}
      read the same.
    </p>
  );
}
