import type { ActivityResource, ActivityType } from '../../shared/contracts/resources.ts';

export type ActivityGroup = 'sign-ins' | 'refused' | 'sign-outs' | 'changes';

const groups: Record<ActivityType, ActivityGroup> = {
  'signed-in': 'sign-ins',
  'session-replaced': 'sign-ins',
  'sign-in-refused': 'refused',
  'session-signed-out': 'sign-outs',
  'device-signed-out': 'sign-outs',
  'others-signed-out': 'sign-outs',
  'everywhere-signed-out': 'sign-outs',
  'sign-out-delivered': 'sign-outs',
  'sign-out-confirmed': 'sign-outs',
  'session-expired': 'sign-outs',
  'device-renamed': 'changes',
  'device-trusted': 'changes',
  'device-distrusted': 'changes',
  'device-forgotten': 'changes',
  'review-requested': 'changes',
  'review-finished': 'changes',
  'settings-changed': 'changes',
};

export const ofGroup = (items: readonly ActivityResource[], group: string): readonly ActivityResource[] =>
  group === '' ? items : items.filter(({ type }) => groups[type] === group);
