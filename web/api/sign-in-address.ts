interface SignInAsk {
  /** Ask for the password even if signed in. */
  again?: boolean;
  /** A page of the dashboard; the one that is shown where none is given. */
  returnTo?: string;
}

/** Where a sign-in begins, and with it where it comes back to. */
export const signInAddress = ({ again = false, returnTo }: SignInAsk = {}): string => {
  const address = new URL(location.href);
  // What the last sign-in met is of no interest to the next.
  address.searchParams.delete('problem');
  const query = new URLSearchParams({
    ...(again && { again: '1' }),
    returnTo: returnTo ?? `${address.pathname}${address.search}`,
  });
  return `/web/sign-in?${query.toString()}`;
};
