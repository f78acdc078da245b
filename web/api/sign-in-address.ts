/** Where a sign-in begins. It comes back to the page that is shown; `again` asks for the password even if signed in. */
export const signInAddress = ({ again = false } = {}): string => {
  const address = new URL(location.href);
  // What the last sign-in met is of no interest to the next.
  address.searchParams.delete('problem');
  const query = new URLSearchParams({
    ...(again && { again: '1' }),
    returnTo: `${address.pathname}${address.search}`,
  });
  return `/web/sign-in?${query.toString()}`;
};
