/** The store could not be asked, or not in time. Nothing is known then, so nothing is granted: it is answered as 503. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError';
}
