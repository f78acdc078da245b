import type { DeviceKind } from '../../shared/contracts/values.ts';
import type { Text } from '../text/text.ts';

export type SellStep = keyof Text['sell']['steps'];

const handheld: readonly SellStep[] = ['backup', 'second', 'unpair', 'lock', 'cards', 'accounts', 'reset'];
const stepsOf: Record<DeviceKind, readonly SellStep[]> = {
  phone: handheld,
  tablet: handheld,
  watch: ['backup', 'unpair', 'lock', 'cards', 'reset'],
  computer: ['backup', 'second', 'accounts', 'lock', 'disk'],
  tv: ['accounts', 'reset'],
  console: ['backup', 'accounts', 'reset'],
  other: ['backup', 'accounts', 'reset'],
};

/** What comes before the sign-out from here, and what after it: erasing a device first would leave it signed in. */
export const sellSteps = (kind: DeviceKind): { before: SellStep[]; after: SellStep[] } => {
  const erasing = (step: SellStep): boolean => step === 'reset' || step === 'disk';
  return { before: stepsOf[kind].filter((step) => !erasing(step)), after: stepsOf[kind].filter(erasing) };
};
