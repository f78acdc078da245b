import type { Place } from './place.ts';

/** Nobody checks credentials in a local run; for a stage they are looked for where AWS's tools look. */
export const clientSettings = ({ region, endpoints }: Place) => ({
  region,
  ...(endpoints && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
});
