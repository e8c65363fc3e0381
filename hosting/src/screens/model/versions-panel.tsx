import { chooseVersion } from '@segue/core/contract/api/models';
import type { KeptVersion, ModelRecord } from '@segue/core/contract/stored/model';
import type { Path } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import type { Provenance } from '@segue/core/contract/stored/version';
import { formatMetric, metricLabel } from '@segue/core/model/evaluation/ranking-metrics';
import { describeCause } from '@segue/core/versions/answering/cause-sentences';
import { formatAddress, modelRoute, recommendRoute, type ModelRoute } from '../../navigation/address.js';
import { CauseList } from '../../components/cause-list.js';
import { Moment } from '../../components/moment.js';
import { api } from '../../data/api.js';
import type { CatalogueEntry } from '../../data/catalogue-store.js';
import { useLive } from '../../data/live.js';
import { isOffered } from '../../data/standing.js';
import { formatFixed } from '../../words/numbers.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { ModelAction } from './model-action.js';

interface VersionsPanelProps {
  record: ModelRecord | null;
  modelKey: string;
  shown: ShownVersion;
  route: ModelRoute;
  /** The model's data set, with who the viewer is to it. */
  rights: CatalogueEntry | null;
}

/** The versions a model keeps and why each was made. They can be viewed, compared, restored, pinned and released. */
export function VersionsPanel({ record, modelKey, shown, route, rights }: VersionsPanelProps) {
  const kept: KeptVersion[] = Object.values(record?.current.kept ?? {});
  const pinned = record?.current.pinned ?? false;
  return (
    <section class="panel" aria-labelledby="versions-title">
      <div class="panel-head">
        <h2 id="versions-title">Versions</h2>
        {pinned && <span class="muted small">pinned: data changes do not retrain it until it is released</span>}
      </div>
      <div class="panel-body">
        {kept.length === 0 && <p class="muted">None yet.</p>}
        <ol class="changes versions">
          {kept.map((entry) => (
            <VersionRow
              key={entry.version}
              entry={entry}
              model={route.model}
              modelKey={modelKey}
              compared={entry.number === route.compare ? 'yes' : entry.version === shown.version ? 'itself' : 'no'}
              current={entry.version === record?.current.version}
              pinned={pinned}
              rolledBackFrom={record?.current.rolledBackFrom}
              closed={entry.private === true && rights?.isMember === false}
              changeable={isOffered('change', 'version', rights)}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}

interface VersionRowProps {
  entry: KeptVersion;
  model: string;
  modelKey: string;
  /** Whether it is compared with the version shown, or is that version. */
  compared: 'yes' | 'no' | 'itself';
  /** Whether it is the version in use. */
  current: boolean;
  /** Whether the version in use is pinned. */
  pinned: boolean;
  /** The version in place of which the one in use was put back. */
  rolledBackFrom: number | undefined;
  /** Whether it was made while the data set was private, and the viewer is a visitor. */
  closed: boolean;
  /** Whether to offer to roll back to it, to pin and to release it. */
  changeable: boolean;
}

function VersionRow(props: VersionRowProps) {
  const { entry, model, modelKey, compared, current, pinned, rolledBackFrom, closed, changeable } = props;
  const { version, number, publishedAt, metrics } = entry;
  if (closed) {
    return (
      <li>
        <span class="muted">Version {number}, for members only: it was trained while the data set was private</span>
      </li>
    );
  }
  const params = { id: model };
  return (
    <li>
      <div>
        <a href={formatAddress(recommendRoute(model, { version: current ? null : number }))}>
          Version {number}
          {current && ', current'}
        </a>
        <span class="muted small">
          {' '}
          · <Moment at={publishedAt} short />
          {metrics && ` · ${metricLabel('auc', metrics.k)} ${formatMetric(metrics.auc, formatFixed)}`}
        </span>
        {current && rolledBackFrom !== undefined && (
          <CauseList causes={null} sentence={describeCause({ kind: 'rollback', from: rolledBackFrom, to: number })} />
        )}
        <Causes of={paths.version(modelKey, version).provenance} />
      </div>
      <span class="version-actions">
        {compared !== 'itself' && (
          <a
            class="button small"
            href={formatAddress(modelRoute(model, number))}
            aria-label={`Compare version ${number}`}
            aria-current={compared === 'yes' ? 'true' : undefined}
          >
            Compare
          </a>
        )}
        {!current && (
          <ModelAction
            small
            offered={changeable}
            call={() => api(chooseVersion, { params, body: { version } })}
            purpose="roll back"
            failed={`Not rolled back to version ${number}.`}
            label={`Roll back to version ${number}`}
          >
            Roll back
          </ModelAction>
        )}
        {current && (
          <ModelAction
            small
            offered={changeable}
            call={() => api(chooseVersion, { params, body: { pinned: !pinned } })}
            purpose={pinned ? 'release a version' : 'pin a version'}
            failed={pinned ? 'Not released.' : 'Not pinned.'}
            label={`${pinned ? 'Release' : 'Pin'} version ${number}`}
          >
            {pinned ? 'Release' : 'Pin'}
          </ModelAction>
        )}
      </span>
    </li>
  );
}

/** What a version was trained on more than the one before it. */
function Causes({ of }: { of: Path<Provenance> }) {
  const causes = useLive(of.causes).value.value;
  const sentence = useLive(of.cause).value.value;
  return <CauseList causes={causes} sentence={sentence} />;
}
