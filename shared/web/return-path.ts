const charactersMax = 500;

/**
 * Where to go after a sign-in: a page of the dashboard, or its first. What a browser would take for another site
 * (`//evil.example`, `/\evil.example`, with tabs or dots in between) or for an address of this back end is not followed.
 */
export const returnPath = (asked: string | undefined, origin: string): string => {
  if (asked === undefined || asked.length > charactersMax || !/^\/[\x21-\x5b\x5d-\x7e]*$/.test(asked)) return '/';
  if (!URL.canParse(asked, origin)) return '/';
  const url = new URL(asked, origin);
  const { pathname } = url;
  // Dots may have been taken out of the path: `/.//evil.example` is `//evil.example` by now.
  if (url.origin !== origin || pathname.startsWith('//') || /^\/(web|v1)(\/|$)/i.test(pathname)) return '/';
  return `${pathname}${url.search}${url.hash}`;
};
