/** Answers what a check-in answers, and does nothing for it: no guard, no contract, no log. */
export const handler = async () => ({
  statusCode: 200,
  headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
  body: JSON.stringify({ state: 'active', checkInAfter: 5 }),
});
