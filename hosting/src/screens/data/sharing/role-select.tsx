import { role, type Role } from '@segue/core/contract/stored/sharing';

const words: Record<Role, string> = { reader: 'can read', editor: 'can edit' };

/** The choice of what somebody may do with a data set. */
export function RoleSelect(props: { label: string; value: Role; onChange: (role: Role) => void }) {
  return (
    <select
      class="select compact"
      aria-label={props.label}
      value={props.value}
      onChange={({ currentTarget: { value } }) => props.onChange(role.parse(value))}
    >
      {role.options.map((option) => (
        <option key={option} value={option}>
          {words[option]}
        </option>
      ))}
    </select>
  );
}
