import { webWorld } from '../../shared/adapters/system/web-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(webWorld('web-sign-out', readVariables()));
