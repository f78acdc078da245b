/** What we stand in front of answered something that makes no sense. */
export class UpstreamError extends Error {
  override name = 'UpstreamError';
}
