import type { Receipt } from '../../shared/contracts/resources.ts';
import { useLanguage } from '../text/language.tsx';
import { receiptSteps } from './receipt-steps.ts';

/** A receipt in five dots: how far it is at a glance, in words for screen readers. */
export const ReceiptDots = ({ receipt }: { receipt: Receipt }) => {
  const { text, format } = useLanguage();
  const steps = receiptSteps(receipt);
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <span class="dots">
      {steps.map(({ name, state }) => (
        <span key={name} class={`dot dot-${state}`} aria-hidden="true" />
      ))}
      <span class="visually-hidden">{text.receipt.progress(format.number(done), format.number(steps.length))}</span>
    </span>
  );
};
