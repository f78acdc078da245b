import type { WebAnswer } from './web-call.ts';

export const jsonAnswer = (body: object): WebAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
