import { useEffect, useRef } from 'preact/hooks';
import type { Receipt } from '../../shared/contracts/resources.ts';
import { useKnownDevice } from '../data/use-devices.ts';
import { Icon } from '../icons/icon.tsx';
import { isolate } from '../parts/isolate.ts';
import { whisper } from '../parts/notice.tsx';
import { TimeAgo } from '../parts/time-ago.tsx';
import { useLanguage } from '../text/language.tsx';
import { receiptStage, receiptSteps } from './receipt-steps.ts';
import type { Step } from './receipt-steps.ts';

const icons = { done: 'check', waiting: 'clock', passed: 'skip' } as const;

interface ReceiptStepperProps {
  receipt: Receipt;
  deviceName: string;
  /** Where one app was signed out, and not the device. */
  app?: string | undefined;
}

/** The receipt of a sign-out: what happened with its time, and what is still to come. */
export const ReceiptStepper = ({ receipt, deviceName, app }: ReceiptStepperProps) => {
  const { text } = useLanguage();
  const by = useKnownDevice(receipt.requestedBy);
  const steps = receiptSteps(receipt);
  const stage = receiptStage(receipt);
  useAnnouncedSteps(steps, deviceName);
  const words = text.receipt;
  const other = receipt.requestedBy === null ? words.orderedByLink : words.orderedByOther;
  const orderedBy = by ? (by.current ? words.orderedByThis : words.orderedBy(isolate(by.name))) : other;
  return (
    <section class="card receipt">
      <h2>{app === undefined ? words.title : words.titleOfApp(isolate(app))}</h2>
      <p class={`receipt-stage receipt-${stage}`}>
        <Icon name={stage === 'confirmed' ? 'check' : 'shield'} />
        <span>{words[stage]}</span>
      </p>
      <ol class="steps">
        {steps.map((step) => (
          <ReceiptStep key={step.name} step={step} requestedAt={receipt.requestedAt} />
        ))}
      </ol>
      <p class="muted small">
        {orderedBy}, <TimeAgo at={receipt.requestedAt} />. {words.reason(text.reasonNouns[receipt.reason])}.
      </p>
      {stage !== 'confirmed' && (
        <details class="help">
          <summary>{words.stuck}</summary>
          <ul>
            {words.stuckPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const ReceiptStep = ({ step: { name, at, state }, requestedAt }: { step: Step; requestedAt: string }) => {
  const { text, format } = useLanguage();
  const words = text.receipt;
  const passed: Partial<Record<string, string>> = words.passed;
  const explained = state === 'passed' ? passed[name] : words[state][name];
  return (
    <li class={`step step-${state}`}>
      <span class="step-mark">
        <Icon name={icons[state]} />
      </span>
      <div class="step-words">
        <p class="step-name">
          <span class="visually-hidden">{words.states[state]}: </span>
          {words.steps[name]}
          {at !== undefined && (
            <time class="step-time" dateTime={at} title={format.exact(at)}>
              {name === 'requested' ? format.exact(at) : words.after(format.duration(requestedAt, at))}
            </time>
          )}
        </p>
        <p class="muted small">{explained}</p>
      </div>
    </li>
  );
};

/** A step that comes while one looks is said; what was there before is not. */
const useAnnouncedSteps = (steps: Step[], deviceName: string): void => {
  const { text } = useLanguage();
  const seen = useRef<Set<string>>(undefined);
  const done = steps.filter(({ state }) => state === 'done').map(({ name }) => name);
  useEffect(() => {
    const fresh = seen.current ? done.filter((name) => !seen.current?.has(name)) : [];
    seen.current = new Set(done);
    const last = fresh.at(-1);
    if (last) whisper(text.receipt.news(isolate(deviceName), text.receipt.steps[last]));
  }, [done.join(' ')]);
};
