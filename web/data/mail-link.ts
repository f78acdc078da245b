import { createStore } from './store.ts';

/** The pages that the links of e-mails lead to, with a token behind the `#`. */
const linkPages = ['/review', '/unsubscribe'] as const;
type LinkPage = (typeof linkPages)[number];

/** The token that the page was opened with; undefined where it was opened without. */
export const mailLink = createStore<string | undefined>(undefined);

const keyOf = (page: LinkPage): string => `link ${page}`;

/**
 * Takes the token out of the address: what stays there is in every picture of the window, and behind the back button
 * when the page is long left. It is kept for this tab alone, until the page is left: phones put tabs aside and load them anew, and then the
 * link of an e-mail must not turn into a page that asks for a password. A script that could read it there could as well
 * have read it in the address.
 */
const takeLink = (): void => {
  const page = linkPages.find((one) => one === location.pathname.replace(/\/+$/, ''));
  if (!page) return linkPages.forEach(forget);
  const given = location.hash.slice(1);
  // The skip link leads to #content, which is no token.
  if (given === '' || given === 'content') return mailLink.set(mailLink.get() ?? kept(page));
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  try {
    sessionStorage.setItem(keyOf(page), given);
  } catch {
    // Where nothing can be kept, the link lasts as long as the page.
  }
  mailLink.set(given);
};

const kept = (page: LinkPage): string | undefined => {
  try {
    return sessionStorage.getItem(keyOf(page)) ?? undefined;
  } catch {
    return undefined;
  }
};

const forget = (page: LinkPage): void => {
  try {
    sessionStorage.removeItem(keyOf(page));
  } catch {
    // Then nothing was kept either.
  }
};

/** Whoever goes to another page has left the link behind: it would stand before the page of those who sign in. */
export const dropLinkElsewhere = (path: string): void => {
  if (linkPages.some((page) => page === path)) return;
  mailLink.set(undefined);
  linkPages.forEach(forget);
};

/** To be called once, before anything is drawn. A second link may be opened in the same tab. */
export const watchForLinks = (): void => {
  takeLink();
  addEventListener('hashchange', takeLink);
};
