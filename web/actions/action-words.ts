import type { Format } from '../format/format.ts';
import { isolate } from '../parts/isolate.ts';
import type { Text } from '../text/text.ts';
import type { Action, ActionInput } from './action.ts';

export interface ActionWords {
  title: string;
  lead?: string;
  confirm: string;
  danger: boolean;
  done: (input: ActionInput, at?: string) => string;
}

/** How a dialog speaks of an action. */
export const actionWords = (action: Action, { actions }: Text, format: Format): ActionWords => {
  switch (action.kind) {
    case 'signOutDevice': {
      const words = actions.signOutDevice;
      const name = isolate(action.device.name);
      const lead = action.device.current ? words.leadCurrent : words.lead;
      return { title: words.title(name), lead, confirm: words.confirm, danger: true, done: () => words.done(name) };
    }
    case 'signOutDevices': {
      const words = actions.signOutDevices;
      const count = action.devices.length;
      const lead = action.devices.some(({ current }) => current) ? words.leadCurrent : words.lead;
      return { title: words.title(count), lead, confirm: words.confirm, danger: true, done: () => words.done(count) };
    }
    case 'signOutSession': {
      const { title, lead, confirm, done } = actions.signOutSession;
      const app = isolate(action.session.app);
      return { title: title(app, isolate(action.device.name)), lead, confirm, danger: true, done: () => done(app) };
    }
    case 'signOutOthers':
    case 'signOutEverywhere': {
      const { title, lead, confirm, done } = actions[action.kind];
      return { title, lead, confirm, danger: true, done: (_, at) => done(format.clock(at ?? new Date())) };
    }
    case 'trust':
    case 'distrust':
    case 'forget': {
      const { title, lead, confirm, done } = actions[action.kind];
      const name = isolate(action.device.name);
      return { title: title(name), lead, confirm, danger: action.kind === 'forget', done: () => done(name) };
    }
    case 'rename': {
      const { title, confirm, done } = actions.rename;
      return {
        title: title(isolate(action.device.name)),
        confirm,
        danger: false,
        done: ({ name }) => done(isolate(name)),
      };
    }
  }
};
