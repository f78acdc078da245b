import { useLanguage } from '../text/language.tsx';

interface SelectionBarProps {
  count: number;
  onClear: () => void;
  onSignOut: () => void;
}

/** Stays in sight while devices are selected. */
export const SelectionBar = ({ count, onClear, onSignOut }: SelectionBarProps) => {
  const { text, format } = useLanguage();
  const words = text.devices;
  return (
    <div class="selection">
      <p role="status">{words.selected(count, format.number(count))}</p>
      <button type="button" class="button" onClick={onClear}>
        {words.clearSelection}
      </button>
      <button type="button" class="button button-danger" onClick={onSignOut}>
        {words.signOutSelected}
      </button>
    </div>
  );
};
