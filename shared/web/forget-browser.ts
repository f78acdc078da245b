import { clearCookie } from './web-cookies.ts';

/** What the browser itself has of a session that has ended; the device's own cookie stays, to be recognised by. */
export const forgetBrowser = {
  headers: { 'clear-site-data': '"cache", "storage"' },
  cookies: [clearCookie('session')],
};
