import { useId } from 'preact/hooks';

interface SelectFieldProps {
  label: string;
  value: string;
  /** Value and words. */
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}

export const SelectField = ({ label, value, options, onChange }: SelectFieldProps) => {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, words]) => (
          <option key={option} value={option} selected={option === value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
};
