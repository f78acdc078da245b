import type { SignOutReason } from '../../shared/contracts/values.ts';
import { useLanguage } from '../text/language.tsx';

interface ReasonFieldProps {
  value: SignOutReason;
  onChange: (reason: SignOutReason) => void;
}

export const ReasonField = ({ value, onChange }: ReasonFieldProps) => {
  const { text } = useLanguage();
  const reasons = Object.entries(text.reasons) as [SignOutReason, string][];
  return (
    <fieldset class="reasons">
      <legend>{text.actions.reason}</legend>
      {reasons.map(([reason, label]) => (
        <label key={reason} class="choice">
          <input type="radio" name="reason" checked={reason === value} onChange={() => onChange(reason)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
};
