import { activity } from './activity.ts';
import type { Command } from './command.ts';
import { forget } from './forget.ts';
import { list } from './list.ts';
import { show } from './show.ts';
import { signOutEverywhere, signOutOthers } from './sign-out-all.ts';
import { signOut } from './sign-out.ts';
import { distrust, rename, trust } from './update.ts';

/** Every command of `npm run devices`, in the order in which help lists them. */
export const commands: readonly Command[] = [
  list,
  show,
  signOut,
  signOutOthers,
  signOutEverywhere,
  rename,
  trust,
  distrust,
  forget,
  activity,
];
