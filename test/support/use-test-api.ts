import { afterAll } from '@jest/globals';
import { startTestApi } from './test-api.ts';

/** The API for the tests of one file; it goes when they are done. */
export const useTestApi = async (options?: Parameters<typeof startTestApi>[0]) => {
  const api = await startTestApi(options);
  afterAll(() => api.close());
  return api;
};
