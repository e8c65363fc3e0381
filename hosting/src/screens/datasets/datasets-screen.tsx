import { Search, Upload } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { datasetsRoute, type DatasetsRoute } from '../../navigation/address.js';
import { amend, go, route as present } from '../../navigation/router.js';
import { Icon } from '../../components/icon.js';
import { DatasetList } from './dataset-list.js';
import { DropArea } from './drop-area.js';
import { importPanel } from './import-slot.js';
import { ResumePanel } from './resume-panel.js';
import { acceptedTypes } from './file-types.js';

/** The list of data sets, and the panel that previews a file before it is stored. */
export function DatasetsScreen({ route }: { route: DatasetsRoute }) {
  const [file, setFile] = useState<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = route.find ? `${route.find} · Data sets · Segue` : 'Data sets · Segue';
  }, [route.find]);

  const choose = (chosen: File | null | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    const resuming = route.importing && route.upload !== null;
    if (!resuming) go(datasetsRoute({ importing: true }));
  };
  const close = () => {
    setFile(null);
    if (present.value.screen === 'datasets' && present.value.importing) go(datasetsRoute());
  };
  const openChooser = () => input.current?.click();
  return (
    <main id="main" class="main">
      <DropArea onFile={choose} />
      <div class="page-head">
        <div>
          <h1 tabindex={-1}>Data sets</h1>
          <p class="lead">
            Drop a CSV or JSON file anywhere on this page. Segue reads it, shows you what it found, and trains a
            recommender when it can.
          </p>
        </div>
        <div class="list-tools">
          <FindField find={route.find} />
          <button type="button" class="button primary" onClick={openChooser}>
            <Icon icon={Upload} />
            Choose a file
          </button>
          <input
            ref={input}
            type="file"
            class="hidden"
            tabindex={-1}
            aria-label="File to store"
            accept={acceptedTypes}
            onChange={(event) => {
              choose(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </div>
      </div>
      {route.importing && route.upload !== null && (
        <ResumePanel upload={route.upload} file={file} onChoose={openChooser} onClose={close} />
      )}
      {route.importing && route.upload === null && file && (
        <importPanel.Slot key={`${file.name} ${file.size} ${file.lastModified}`} file={file} onClose={close} />
      )}
      {route.importing && route.upload === null && !file && <AskForFile onChoose={openChooser} onClose={close} />}
      <DatasetList find={route.find} onChoose={openChooser} />
    </main>
  );
}

function FindField({ find }: { find: string }) {
  const type = (text: string) => amend(datasetsRoute({ find: text }));
  return (
    <label class="field find">
      <span class="label">Find by name or description</span>
      <span class="with-icon">
        <Icon icon={Search} size={18} />
        <input class="input" type="search" value={find} onInput={(event) => type(event.currentTarget.value)} />
      </span>
    </label>
  );
}

function AskForFile({ onChoose, onClose }: { onChoose: () => void; onClose: () => void }) {
  return (
    <section class="panel import" aria-label="Import">
      <div class="panel-head">
        <p>Choose a CSV or JSON file, or drop one on this page. Nothing is stored until you confirm.</p>
        <button type="button" class="button small" onClick={onChoose}>
          Choose a file
        </button>
        <button type="button" class="button quiet small" onClick={onClose}>
          Cancel
        </button>
      </div>
    </section>
  );
}
