import type { Answer, ApiProblem } from '../api/api-problem.ts';
import { forgetDevice, signOutDevice, signOutScope, signOutSession, updateDevice } from '../api/calls.ts';
import { dropDevice, loadDevices, putDevice } from '../data/device-store.ts';
import { tellOtherTabs } from '../data/refresh.ts';
import { tickNow } from '../data/use-now.ts';
import type { Action, ActionDevice, ActionInput } from './action.ts';

export type ActionOutcome =
  | { kind: 'done'; at?: string }
  /** Of several, `remaining` were not done. */
  | { kind: 'refused'; problem: ApiProblem; remaining?: ActionDevice[] };

/** Does what was confirmed, and takes over what the server answers: nothing is shown as done before that. */
export const performAction = async (
  action: Action,
  input: ActionInput,
  onProgress: (done: number) => void,
): Promise<ActionOutcome> => {
  const outcome = await perform(action, input, onProgress);
  tickNow();
  tellOtherTabs();
  return outcome;
};

const perform = async (
  action: Action,
  { reason, name }: ActionInput,
  onProgress: (done: number) => void,
): Promise<ActionOutcome> => {
  switch (action.kind) {
    case 'signOutDevice':
      return taking(await signOutDevice(action.device.id, reason), ({ device }) => putDevice(device));
    case 'signOutSession':
      return taking(await signOutSession(action.device.id, action.session.id, reason), ({ device }) =>
        putDevice(device),
      );
    case 'trust':
    case 'distrust':
      return taking(await updateDevice(action.device.id, { trusted: action.kind === 'trust' }), putDevice);
    case 'rename':
      return taking(await updateDevice(action.device.id, { name }), putDevice);
    case 'forget':
      return forget(action.device);
    case 'signOutOthers':
    case 'signOutEverywhere': {
      const answer = await signOutScope(action.kind === 'signOutOthers' ? 'others' : 'everywhere', reason);
      if (!answer.ok) return { kind: 'refused', problem: answer.problem };
      void loadDevices();
      return { kind: 'done', at: answer.value.requestedAt };
    }
    case 'signOutDevices': {
      // This device comes last: after it no other could be signed out from here.
      const devices = action.devices.toSorted((a, b) => Number(a.current) - Number(b.current));
      for (const [index, { id }] of devices.entries()) {
        const answer = await signOutDevice(id, reason);
        if (!answer.ok) return { kind: 'refused', problem: answer.problem, remaining: devices.slice(index) };
        putDevice(answer.value.device);
        onProgress(index + 1);
      }
      return { kind: 'done' };
    }
  }
};

const taking = <T>(answer: Answer<T>, take: (value: T) => void): ActionOutcome => {
  if (!answer.ok) return { kind: 'refused', problem: answer.problem };
  take(answer.value);
  return { kind: 'done' };
};

/** What is already gone is as asked. */
const forget = async ({ id }: ActionDevice): Promise<ActionOutcome> => {
  const answer = await forgetDevice(id);
  if (!answer.ok && answer.problem.code !== 'not-found') return { kind: 'refused', problem: answer.problem };
  dropDevice(id);
  return { kind: 'done' };
};
