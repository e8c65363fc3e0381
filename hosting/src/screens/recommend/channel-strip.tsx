import { X } from 'lucide';
import { leftOutSentence } from '@segue/core/versions/answering/left-out';
import { Icon } from '../../components/icon.js';
import type { ShownVersion } from '../../data/shown-version.js';
import { formatShare, formatSigned } from '../../words/numbers.js';
import type { Channel } from './desk-tastes.js';
import type { DeskActions } from './desk-actions.js';
import { useLeftOut } from './use-left-out.js';

/** One channel: a fader for the weight of a taste, with its exact value and buttons to mute and remove it. */
export function ChannelStrip(props: {
  channel: Channel;
  noun: string;
  nearest: string[];
  leftOut: ShownVersion['leftOut'];
  share: number;
  place: number;
  actions: DeskActions;
}) {
  const { channel, noun, share, place, actions } = props;
  const { name, label, number, muted } = channel;
  if (channel.index === null) return <BrokenChannel {...props} />;
  return (
    <fieldset class={muted ? `channel ch${number} muted-channel` : `channel ch${number}`}>
      <legend class="hidden">{`${label}, ${noun}`}</legend>
      <div class="channel-head">
        <span class="badge" aria-hidden="true">
          {number}
        </span>
        <span class="channel-name">
          <strong title={label}>{label}</strong>
          <span class="muted">{label === name ? noun : `${noun} ${name}`}</span>
        </span>
        <RemoveButton name={label} onClick={() => actions.remove(place)} />
      </div>
      <Fader channel={channel} onWeigh={(weight) => actions.weigh(place, weight)} />
      <p class="channel-share">
        <strong>{formatShare(share)}</strong> of the score
      </p>
      <div class="channel-foot">
        <WeightBox channel={channel} onWeigh={(weight) => actions.weigh(place, weight)} />
        <button type="button" class="button small" aria-pressed={muted} onClick={() => actions.mute(place, !muted)}>
          Mute
        </button>
      </div>
    </fieldset>
  );
}

function RemoveButton({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button type="button" class="icon-button tiny" aria-label={`Remove ${name}`} onClick={onClick}>
      <Icon icon={X} size={19} />
    </button>
  );
}

function Fader({ channel, onWeigh }: { channel: Channel; onWeigh: (weight: number) => void }) {
  const { label, weight, muted } = channel;
  return (
    <div class="fader" style={{ '--value': String(weight / 100) }}>
      <span class="fader-words" aria-hidden="true">
        <span>more</span>
        <span>0</span>
        <span>less</span>
      </span>
      <span class="fader-track">
        <input
          type="range"
          min="-100"
          max="100"
          step="1"
          value={weight}
          aria-label={`Weight of ${label}`}
          aria-valuetext={`${formatSigned(weight)}${muted ? ', muted' : ''}`}
          onInput={(event) => onWeigh(event.currentTarget.valueAsNumber)}
          onKeyDown={(event) => {
            // A step of twenty in every browser: the native page step is a tenth of the range, but not everywhere.
            const step = event.key === 'PageUp' ? 20 : event.key === 'PageDown' ? -20 : 0;
            if (step === 0) return;
            event.preventDefault();
            onWeigh(Math.max(-100, Math.min(100, weight + step)));
          }}
          onDblClick={() => onWeigh(0)}
        />
        <span class="fader-cap" aria-hidden="true" />
      </span>
    </div>
  );
}

function WeightBox({ channel, onWeigh }: { channel: Channel; onWeigh: (weight: number) => void }) {
  const { label, weight } = channel;
  const commit = (input: HTMLInputElement) => {
    const typed = Number(input.value.replace('−', '-').replace('+', '').trim());
    if (Number.isFinite(typed) && input.value.trim() !== '') onWeigh(Math.max(-100, Math.min(100, Math.round(typed))));
    input.value = formatSigned(weight);
  };
  return (
    <input
      class="input weight figures"
      inputMode="numeric"
      aria-label={`Weight of ${label}, from −100 to 100`}
      value={formatSigned(weight)}
      onChange={(event) => commit(event.currentTarget)}
    />
  );
}

function BrokenChannel({ channel, noun, nearest, leftOut, place, actions }: Parameters<typeof ChannelStrip>[0]) {
  const { kind, name, number } = channel;
  const known = useLeftOut(leftOut, kind === 'item');
  const found = known?.find(name);
  return (
    <div class={`channel broken ch${number}`} role="group" aria-label={`${name}, unknown ${noun}`}>
      <div class="channel-head">
        <span class="badge" aria-hidden="true">
          {number}
        </span>
        <span class="channel-name">
          <strong>{name}</strong>
          <span class="bad">{known && found ? leftOutSentence(found, known) : `no such ${noun} in this version`}</span>
        </span>
        <RemoveButton name={name} onClick={() => actions.remove(place)} />
      </div>
      {nearest.length > 0 && (
        <div class="broken-help">
          <p class="muted small">Did you mean</p>
          <div class="chips">
            {nearest.map((other) => (
              <button key={other} type="button" class="chip plain" onClick={() => actions.rename(place, other)}>
                {other}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
