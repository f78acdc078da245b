import { useRef, useState } from 'preact/hooks';
import type { ApiProblem } from '../api/api-problem.ts';
import { endsSession, isKnownRefusal } from '../api/api-problem.ts';
import { Dialog } from '../parts/dialog.tsx';
import { say } from '../parts/notice.tsx';
import { problemText } from '../parts/problem-text.ts';
import { useLanguage } from '../text/language.tsx';
import { asksForReason } from './action.ts';
import type { Action, ActionInput } from './action.ts';
import { actionWords } from './action-words.ts';
import { NameField, nameFault } from './name-field.tsx';
import { dropPendingAction, keepPendingAction } from './pending-action.ts';
import { performAction } from './perform-action.ts';
import { ReasonField } from './reason-field.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

interface ActionDialogProps {
  action: Action;
  input: ActionInput;
  /** Whether the owner has just come back from signing in again for this. */
  isBack: boolean;
  onDone: (action: Action) => void;
  onClose: () => void;
}

/** Asks, does, and says what came of it. */
export const ActionDialog = ({ action: asked, input: first, isBack, onDone, onClose }: ActionDialogProps) => {
  const { text, format } = useLanguage();
  const [action, setAction] = useState(asked);
  const [input, setInput] = useState(first);
  const [progress, setProgress] = useState<number>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [fault, setFault] = useState<string>();
  // Set at once, where a state is set with the next drawing: the second click of two comes in between.
  const running = useRef(false);
  const words = actionWords(action, text, format);
  const total = asked.kind === 'signOutDevices' ? asked.devices.length : 1;
  const close = (): void => {
    if (running.current) return;
    dropPendingAction();
    onClose();
  };

  const confirm = async (): Promise<void> => {
    if (running.current) return;
    const wrong = action.kind === 'rename' ? nameFault(input.name, text) : undefined;
    setFault(wrong);
    if (wrong !== undefined) return;
    running.current = true;
    setProblem(undefined);
    setProgress(0);
    dropPendingAction();
    const outcome = await performAction(action, input, setProgress);
    running.current = false;
    setProgress(undefined);
    if (outcome.kind === 'done') {
      say(words.done(input, outcome.at));
      onDone(asked);
      return;
    }
    // Then the page as a whole says so.
    if (endsSession(outcome.problem)) return onClose();
    const rest: Action =
      action.kind === 'signOutDevices' && outcome.remaining ? { ...action, devices: outcome.remaining } : action;
    setAction(rest);
    setProblem(outcome.problem);
    if (outcome.problem.code === 'step-up-required') {
      keepPendingAction({ action: rest, input, path: location.pathname });
    }
  };

  if (problem?.code === 'step-up-required') return <StepUpDialog onClose={close} />;

  const done = total - (action.kind === 'signOutDevices' ? action.devices.length : 1);
  return (
    <Dialog title={words.title} onClose={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        {isBack && !problem && <p class="hint hint-good">{text.actions.welcomeBack}</p>}
        {words.lead !== undefined && <p>{words.lead}</p>}
        {action.kind === 'signOutDevices' && (
          <ul class="dialog-names">
            {action.devices.slice(0, 6).map(({ id, name }) => (
              <li key={id}>
                <bdi>{name}</bdi>
              </li>
            ))}
            {action.devices.length > 6 && <li aria-hidden="true">…</li>}
          </ul>
        )}
        {asksForReason(action) && (
          <ReasonField value={input.reason} onChange={(reason) => setInput({ ...input, reason })} />
        )}
        {action.kind === 'rename' && (
          <NameField value={input.name} fault={fault} onChange={(name) => setInput({ ...input, name })} />
        )}
        {problem && (
          <div class="hint hint-bad" role="alert">
            {done > 0 && <p>{text.actions.partly(format.number(done), format.number(total))}</p>}
            <p>{problemText(problem, text, format)}</p>
            <p>{isKnownRefusal(problem) ? done === 0 && text.problem.nothingChanged : text.problem.unsure}</p>
          </div>
        )}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={close} disabled={progress !== undefined}>
            {text.common.cancel}
          </button>
          <button
            type="submit"
            class={`button ${words.danger ? 'button-danger' : 'button-primary'}`}
            aria-disabled={progress !== undefined}
          >
            {progress === undefined
              ? words.confirm
              : busyText(text.actions, progress, total, (value) => format.number(value))}
          </button>
        </div>
      </form>
    </Dialog>
  );
};

const busyText = (
  { busy, progress }: { busy: string; progress: (done: string, all: string) => string },
  done: number,
  total: number,
  number: (value: number) => string,
): string => (total > 1 ? progress(number(done), number(total)) : busy);
