import { Info, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { limits } from '@segue/core/contract/limits';
import { Icon } from '../../components/icon.js';
import { Notice } from '../../components/notice.js';
import { ensureAccount } from '../../data/account.js';
import { sentence } from '../../words/sentence.js';
import { uploads } from '../../data/uploads.js';
import { countOf, formatBytes } from '../../words/numbers.js';
import type { Preview, ReadingOptions } from './file-preview.js';
import { ImportForm, type Description } from './import-form.js';
import { PreviewTable } from './preview-table.js';

type Reading = { preview: Preview; failure: null } | { preview: null; failure: string } | null;

/** A chosen file: its preview, how it is read, and the button that stores it. */
export function ImportPanel({ file, onClose }: { file: File; onClose: () => void }) {
  const [options, setOptions] = useState<ReadingOptions>({ delimiter: null, header: null, encoding: null });
  const [about, setAbout] = useState<Description>({
    name: nameFrom(file.name),
    description: '',
    visibility: 'private',
  });
  const reading = useReading(file, options);
  const tooLarge = file.size > limits.uploadInPartsBytes;
  const store = async () => {
    if (!(await ensureAccount('store a data set'))) return;
    const header = options.header === null ? '' : options.header ? 'true' : 'false';
    uploads.start(file, { ...about, delimiter: options.delimiter ?? '', header, encoding: options.encoding ?? '' });
    onClose();
  };
  return (
    <section class="panel import" aria-labelledby="import-title">
      <div class="panel-head">
        <h2 id="import-title">{file.name}</h2>
        <span class="muted">
          {formatBytes(file.size)}
          {reading?.preview && `, ${reading.preview.whole ? '' : 'about '}${countOf(reading.preview.rows, 'row')}`}
        </span>
        <button type="button" class="icon-button tiny end" aria-label="Close without storing" onClick={onClose}>
          <Icon icon={X} />
        </button>
      </div>
      <Findings reading={reading} tooLarge={tooLarge} />
      <div class="import-body">
        <ImportForm
          about={about}
          onAbout={setAbout}
          file={reading?.preview?.table.file ?? null}
          json={reading?.preview?.table.file.type === 'json'}
          options={options}
          onOptions={setOptions}
        />
        <div class="import-preview">
          {reading?.preview ? <PreviewTable preview={reading.preview} /> : <div class="preview-empty" />}
          <div class="import-actions">
            <button
              type="button"
              class="button primary"
              disabled={!reading?.preview || tooLarge}
              onClick={() => void store()}
            >
              Store data set
            </button>
            <button type="button" class="button" onClick={onClose}>
              Cancel
            </button>
            <span class="muted small">{reading?.preview && shownNote(reading.preview)} Nothing is stored yet.</span>
          </div>
        </div>
      </div>
    </section>
  );
}

/** Reads the file again whenever an option changes; the previous table stays until the next is ready. */
function useReading(file: File, options: ReadingOptions): Reading {
  const [reading, setReading] = useState<Reading>(null);
  useEffect(() => {
    let stale = false;
    import('./file-preview.js')
      .then(({ previewFile }) => previewFile(file, options))
      .then(
        (preview) => stale || setReading({ preview, failure: null }),
        (error: unknown) => stale || setReading({ preview: null, failure: sentence(error) }),
      );
    return () => {
      stale = true;
    };
  }, [file, options]);
  return reading;
}

function Findings({ reading, tooLarge }: { reading: Reading; tooLarge: boolean }) {
  if (tooLarge) {
    const most = formatBytes(limits.uploadInPartsBytes);
    return (
      <div class="import-notice">
        <Notice bad>The file is larger than {most}, the upload limit. Split it, or remove columns.</Notice>
      </div>
    );
  }
  if (reading?.failure) {
    return (
      <div class="import-notice">
        <Notice bad>{reading.failure}</Notice>
      </div>
    );
  }
  if (!reading?.preview) return <p class="import-found muted">Reading the first lines…</p>;
  const { file, repairs } = reading.preview.table;
  const sentences = [
    file.detected.delimiter,
    file.detected.header,
    ...repairs.slice(0, 3).map(({ message }) => message),
  ];
  const said = sentences.filter((text) => text !== undefined);
  return (
    <p class="import-found">
      <Icon icon={Info} />
      <span>{said.length > 0 ? said.join(' ') : 'Read as you chose.'}</span>
    </p>
  );
}

function shownNote({ table, whole }: Preview): string {
  const all = whole && table.rows.length <= 100;
  return all ? `All ${countOf(table.rows.length, 'row')} shown.` : 'First 100 rows shown.';
}

/** A readable name from a file name: "film_lengths.csv" becomes "Film lengths". */
export function nameFrom(fileName: string): string {
  const words = fileName
    .replace(/\.[^.]+$/, '')
    .replace(/[_\-.]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
  return words === '' ? fileName : words[0]!.toUpperCase() + words.slice(1);
}
