import { signOutWorld } from '../../shared/adapters/system/sign-out-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(signOutWorld('sign-out-session', readVariables()));
