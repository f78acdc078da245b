import { signInAddress } from '../api/sign-in-address.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useLanguage } from '../text/language.tsx';

/** Where the last sign-in is too long ago: leads to another one, and from there back to the same page. */
export const StepUpDialog = ({ onClose }: { onClose: () => void }) => {
  const { text } = useLanguage();
  return (
    <Dialog title={text.actions.stepUpTitle} onClose={onClose}>
      <p>{text.actions.stepUp}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {text.common.cancel}
        </button>
        <a class="button button-primary" href={signInAddress({ again: true })}>
          {text.actions.stepUpGo}
        </a>
      </div>
    </Dialog>
  );
};
