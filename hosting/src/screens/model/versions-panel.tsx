import type { KeptVersion, ModelRecord } from '../../../../functions/src/contract/model.js';
import { formatAddress, recommendRoute, type ModelRoute } from '../../app/address.js';
import { Moment } from '../../components/moment.js';
import { models } from '../../data/catalogue.js';
import { ModelAction } from './model-action.js';

/** The versions that a model keeps, to be looked at, gone back to, pinned and released. */
export function VersionsPanel({ record, route }: { record: ModelRecord | null; route: ModelRoute }) {
  const kept: KeptVersion[] = Object.values(record?.current.kept ?? {});
  const known = models.value?.some(({ id }) => id === route.model);
  const pinned = record?.current.pinned ?? false;
  return (
    <section class="panel" aria-labelledby="versions-title">
      <div class="panel-head">
        <h2 id="versions-title">Versions</h2>
        {pinned && <span class="muted small">pinned: changes of the data train nothing until it is released</span>}
      </div>
      <div class="panel-body">
        {kept.length === 0 && <p class="muted">{known === false ? 'Not known.' : 'None yet.'}</p>}
        <ol class="changes versions">
          {kept.map((entry) => (
            <VersionRow
              key={entry.version}
              entry={entry}
              model={route.model}
              current={entry.version === record?.current.version}
              pinned={pinned}
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
  /** Whether it is the version in use. */
  current: boolean;
  /** Whether the version in use is pinned. */
  pinned: boolean;
}

function VersionRow({ entry: { version, number, publishedAt }, model, current, pinned }: VersionRowProps) {
  const common = { model, path: 'current', method: 'PUT', small: true } as const;
  return (
    <li>
      <a href={formatAddress(recommendRoute(model, { version: current ? null : number }))}>
        Version {number}
        {current && ', current'}
      </a>
      <span class="muted small">
        <Moment at={publishedAt} short />
      </span>
      {!current && (
        <ModelAction
          {...common}
          body={{ version }}
          purpose="roll back"
          failed={`Not rolled back to version ${number}.`}
          label={`Roll back to version ${number}`}
        >
          Roll back
        </ModelAction>
      )}
      {current && (
        <ModelAction
          {...common}
          body={{ pinned: !pinned }}
          purpose={pinned ? 'release a version' : 'pin a version'}
          failed={pinned ? 'Not released.' : 'Not pinned.'}
          label={`${pinned ? 'Release' : 'Pin'} version ${number}`}
        >
          {pinned ? 'Release' : 'Pin'}
        </ModelAction>
      )}
    </li>
  );
}
