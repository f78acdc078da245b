import * as z from 'zod/mini';
import { joseLinkVerifier } from '../jose/link-verifier.ts';
import { keptSecret } from '../secretsmanager/kept-secret.ts';
import { functionWorld } from './function-world.ts';
import type { FunctionVariables } from './function-world.ts';
import { storeVariables, variable } from './read-environment.ts';

/** The variables of every function that the link of a mail leads to. */
export const reviewLinkVariables = {
  ...storeVariables,
  /** Where the dashboard is, as the browser sees it. */
  DASHBOARD_ORIGIN: z.url({ protocol: /^https?$/ }),
  LINK_KEY_ARN: variable.text,
};

/** What such a function works with: accounts, and what its links are worth. */
export const reviewLinkWorld = (
  name: string,
  variables: FunctionVariables & { DASHBOARD_ORIGIN: string; LINK_KEY_ARN: string },
) => {
  const deps = functionWorld(name, variables);
  const { now } = deps.world;
  return {
    ...deps,
    now,
    origin: new URL(variables.DASHBOARD_ORIGIN).origin,
    links: joseLinkVerifier(keptSecret(variables.LINK_KEY_ARN, { now }), { now }),
  };
};
