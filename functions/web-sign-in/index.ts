import { signInWorld } from '../../shared/adapters/system/web-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(signInWorld('web-sign-in', readVariables()));
