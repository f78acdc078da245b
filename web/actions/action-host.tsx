import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { SignOutReason } from '../../shared/contracts/values.ts';
import { sessionState } from '../data/session-state.ts';
import { createStore, useStore } from '../data/store.ts';
import { say } from '../parts/notice.tsx';
import { useLanguage } from '../text/language.tsx';
import { textOf } from '../text/text.ts';
import type { Action, ActionInput } from './action.ts';
import { ActionDialog } from './action-dialog.tsx';
import { readPendingAction } from './pending-action.ts';

interface OpenAction {
  action: Action;
  input: ActionInput;
  isBack: boolean;
}

type Ask = (action: Action, reason?: SignOutReason) => void;

const AskContext = createContext<Ask>(() => undefined);
const doneActions = createStore<Action | undefined>(undefined);

/** Opens the dialog that asks about an action. */
export const useAsk = (): Ask => useContext(AskContext);

/** The action that was done last, for pages that have something to tidy up after it. */
export const useLastDone = (): Action | undefined => useStore(doneActions);

/** Holds the one dialog; after a sign-in on the way, the one that was open before. */
export const ActionHost = ({ children }: { children: ComponentChildren }) => {
  const { path, query, route } = useLocation();
  const { text } = useLanguage();
  const problem = query['problem'];
  const { kind } = useStore(sessionState);
  const [open, setOpen] = useState<OpenAction | undefined>(() => {
    const pending = readPendingAction({ anyPage: problem !== undefined });
    return pending && { action: pending.action, input: pending.input, isBack: problem === undefined };
  });
  // Whoever goes to another page has left the question behind.
  useEffect(() => () => setOpen(undefined), [path]);
  // A sign-in that failed on the way leaves the session that there was: the page goes on, and says so.
  useEffect(() => {
    if (problem === undefined || kind !== 'live') return;
    const { title, byCode, other } = text.signInProblem;
    say(`${title}. ${textOf(byCode, problem) ?? other}`, 'problem');
  }, [kind]);
  const ask: Ask = (action, reason = 'other') => {
    const name = action.kind === 'rename' ? action.device.name : '';
    setOpen({ action, input: { reason, name }, isBack: false });
  };
  return (
    <AskContext.Provider value={ask}>
      {children}
      {open && (
        <ActionDialog
          {...open}
          onClose={() => setOpen(undefined)}
          onDone={(action) => {
            setOpen(undefined);
            doneActions.set(action);
            if (action.kind === 'forget' && path.startsWith('/devices/')) route('/devices', true);
          }}
        />
      )}
    </AskContext.Provider>
  );
};
