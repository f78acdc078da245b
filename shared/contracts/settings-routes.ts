import * as z from 'zod/mini';
import { nothing } from './route-parts.ts';
import type { Route } from './route.ts';
import { mailLanguages } from './values.ts';

const updateSettingsBody = z.strictObject({
  reminders: z.optional(z.boolean()),
  language: z.optional(z.enum(mailLanguages)),
});

export const getSettingsRoute = {
  name: 'get-settings',
  method: 'GET',
  path: '/v1/settings',
  summary: 'What the owner has set: reminders, and the language of e-mails',
  access: 'session',
  params: nothing,
  query: nothing,
  body: nothing,
  problems: [],
} as const satisfies Route;

export const updateSettingsRoute = {
  name: 'update-settings',
  method: 'PATCH',
  path: '/v1/settings',
  summary: 'Turn reminders on or off, choose the language of e-mails',
  access: 'session',
  params: nothing,
  query: nothing,
  body: updateSettingsBody,
  problems: ['step-up-required'],
} as const satisfies Route;
