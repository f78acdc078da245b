import { connectionWorld } from '../../shared/adapters/system/connection-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(connectionWorld('close-connection', readVariables()));
