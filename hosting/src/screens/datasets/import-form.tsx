import { useId } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { limits } from '@segue/core/contract/limits';
import type { ParsedFile } from '@segue/core/tables/reading/parse-table';
import { VisibilityChoice } from '../../components/visibility-choice.js';
import type { ReadingOptions } from './file-preview.js';

/** What the owner enters about the data set. */
export interface Description {
  name: string;
  description: string;
  visibility: 'public' | 'private';
}

interface Choice {
  value: string;
  label: string;
}

const delimiters: Choice[] = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Pipe |' },
  { value: ' ', label: 'Space' },
];

const encodings: Choice[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Western European (Latin-1)' },
  { value: 'utf-16le', label: 'UTF-16' },
  { value: 'utf-16be', label: 'UTF-16, big-endian' },
  { value: 'shift_jis', label: 'Japanese (Shift JIS)' },
  { value: 'gb18030', label: 'Chinese (GB 18030)' },
];

/** Name, description and how the file is read. Detected options are marked as such and can be changed. */
export function ImportForm(props: {
  about: Description;
  onAbout: (about: Description) => void;
  file: ParsedFile | null;
  json: boolean;
  options: ReadingOptions;
  onOptions: (options: ReadingOptions) => void;
}) {
  const { about, onAbout, file, options, onOptions } = props;
  return (
    <div class="import-form">
      <label class="field wide">
        <span class="label">Name</span>
        <input
          class="input"
          value={about.name}
          maxLength={limits.nameCharacters}
          onInput={(event) => onAbout({ ...about, name: event.currentTarget.value })}
        />
      </label>
      <label class="field wide">
        <span class="label">Description</span>
        <textarea
          class="textarea"
          rows={2}
          placeholder="What it contains and where it comes from"
          maxLength={limits.descriptionCharacters}
          value={about.description}
          onInput={(event) => onAbout({ ...about, description: event.currentTarget.value })}
        />
      </label>
      {!props.json && (
        <>
          <DelimiterField file={file} options={options} onOptions={onOptions} />
          <Detected
            label="First line"
            known={file !== null}
            chosen={options.header !== null}
            onReset={() => onOptions({ ...options, header: null })}
          >
            {(id) => (
              <select
                id={id}
                class="select"
                value={String(options.header ?? file?.header ?? true)}
                onChange={(event) => onOptions({ ...options, header: event.currentTarget.value === 'true' })}
              >
                <option value="true">names the columns</option>
                <option value="false">is data</option>
              </select>
            )}
          </Detected>
        </>
      )}
      <Detected
        label="Encoding"
        known={file !== null}
        chosen={options.encoding !== null}
        onReset={() => onOptions({ ...options, encoding: null })}
      >
        {(id) => (
          <Select
            id={id}
            choices={encodings}
            value={options.encoding ?? file?.encoding ?? 'utf-8'}
            onChange={(encoding) => onOptions({ ...options, encoding })}
          />
        )}
      </Detected>
      <div class="wide">
        <VisibilityChoice value={about.visibility} onChange={(visibility) => onAbout({ ...about, visibility })} />
      </div>
    </div>
  );
}

function DelimiterField(props: {
  file: ParsedFile | null;
  options: ReadingOptions;
  onOptions: (options: ReadingOptions) => void;
}) {
  const { file, options, onOptions } = props;
  const shown = options.delimiter ?? file?.delimiter ?? ',';
  const own = !delimiters.some(({ value }) => value === shown);
  return (
    <Detected
      label="Delimiter"
      known={file !== null}
      chosen={options.delimiter !== null}
      onReset={() => onOptions({ ...options, delimiter: null })}
    >
      {(id) => (
        <>
          <select
            id={id}
            class="select"
            value={own ? 'own' : shown}
            onChange={({ currentTarget: { value } }) =>
              onOptions({ ...options, delimiter: value === 'own' ? '::' : value })
            }
          >
            {delimiters.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
            <option value="own">Other…</option>
          </select>
          {own && (
            <input
              class="input"
              aria-label="Delimiter, as it appears in the file"
              value={shown}
              onChange={({ currentTarget: { value } }) =>
                onOptions({ ...options, delimiter: value === '' ? null : value })
              }
            />
          )}
        </>
      )}
    </Detected>
  );
}

function Detected(props: {
  label: string;
  /** Whether anything was detected. */
  known: boolean;
  chosen: boolean;
  onReset: () => void;
  children: (id: string) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="field">
      <span class="field-head">
        <label for={id}>{props.label}</label>
        {props.chosen ? (
          <button type="button" class="link-button" onClick={props.onReset}>
            detect
          </button>
        ) : (
          props.known && <span class="detected">detected</span>
        )}
      </span>
      {props.children(id)}
    </div>
  );
}

function Select(props: { id: string; choices: Choice[]; value: string; onChange: (value: string) => void }) {
  const known = props.choices.some(({ value }) => value === props.value);
  const choices = known ? props.choices : [{ value: props.value, label: props.value }, ...props.choices];
  return (
    <select
      id={props.id}
      class="select"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
