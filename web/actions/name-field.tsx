import { useEffect, useId, useRef } from 'preact/hooks';
import { useLanguage } from '../text/language.tsx';
import type { Text } from '../text/text.ts';

const charactersMax = 200;

/** What is wrong with a name, as the contract counts: in characters, not in their halves. */
export const nameFault = (name: string, { actions }: Text): string | undefined => {
  const count = Array.from(name).length;
  if (name.trim() === '') return actions.rename.empty;
  return count > charactersMax ? actions.rename.tooLong(count) : undefined;
};

interface NameFieldProps {
  value: string;
  fault: string | undefined;
  onChange: (name: string) => void;
}

export const NameField = ({ value, fault, onChange }: NameFieldProps) => {
  const { text } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { label, hint } = text.actions.rename;
  useEffect(() => field.current?.select(), []);
  useEffect(() => {
    if (fault !== undefined) field.current?.focus();
  }, [fault]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        ref={field}
        id={id}
        dir="auto"
        autoComplete="off"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p
        id={`${id}-hint`}
        class={fault === undefined ? 'field-hint' : 'field-fault'}
        role={fault === undefined ? undefined : 'alert'}
      >
        {fault ?? hint}
      </p>
    </div>
  );
};
