import { useId } from 'preact/hooks';

type Visibility = 'public' | 'private';

const choices = [
  { value: 'private', name: 'Private', who: 'you and whom you share it with' },
  { value: 'public', name: 'Public', who: 'everybody can see it' },
] as const;

/** The choice of who can see a data set. */
export function VisibilityChoice(props: { value: Visibility; onChange: (visibility: Visibility) => void }) {
  const name = useId();
  return (
    <fieldset class="radios">
      <legend>Who can see it</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === props.value}
            onChange={() => props.onChange(choice.value)}
          />
          <span>
            <strong>{choice.name}:</strong> {choice.who}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
