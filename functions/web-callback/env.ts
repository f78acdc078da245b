import * as z from 'zod/mini';
import { jsonVariable, readEnvironment } from '../../shared/adapters/system/read-environment.ts';
import { webVariables } from '../../shared/adapters/system/web-world.ts';

/** The allowed app clients by id: of the dashboard's own, how long its refresh token lives. */
const clients = z.record(z.string(), z.object({ sessionSeconds: z.int().check(z.positive()) }));

export const readVariables = () => readEnvironment({ ...webVariables, CLIENTS: jsonVariable(clients) });
