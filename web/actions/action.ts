import type { DeviceResource, SessionResource } from '../../shared/contracts/resources.ts';
import type { DeviceId, SessionId, SignOutReason } from '../../shared/contracts/values.ts';

/** As much of a device as a dialog has to say about it. */
export interface ActionDevice {
  id: DeviceId;
  name: string;
  current: boolean;
}

/** What the owner is about to do: asked about in a dialog, kept over a sign-in, done once. */
export type Action =
  | { kind: 'signOutDevice' | 'trust' | 'distrust' | 'rename' | 'forget'; device: ActionDevice }
  | { kind: 'signOutDevices'; devices: ActionDevice[] }
  | { kind: 'signOutSession'; device: ActionDevice; session: { id: SessionId; app: string } }
  | { kind: 'signOutOthers' | 'signOutEverywhere' };

/** What the owner has entered in the dialog. */
export interface ActionInput {
  reason: SignOutReason;
  name: string;
}

export const actionDevice = ({ id, name, current }: DeviceResource): ActionDevice => ({ id, name, current });

export const actionSession = ({ id, app }: SessionResource): { id: SessionId; app: string } => ({ id, app: app.name });

export const asksForReason = ({ kind }: Action): boolean => kind.startsWith('signOut');
