import { noteSessionEnd, noteSessionLive } from '../data/session-state.ts';
import type { Answer } from './api-problem.ts';
import { endsSession } from './api-problem.ts';
import { askServer } from './ask-server.ts';
import type { ServerCall } from './ask-server.ts';

export interface ApiCall extends Pick<ServerCall, 'method' | 'body' | 'signal'> {
  /** Below /web/api, such as /v1/devices. */
  path: string;
}

/** Calls the API through the page's own origin; the cookie says who calls, and the answer whether it still counts. */
export const callApi = async <T>({ path, ...call }: ApiCall): Promise<Answer<T>> => {
  const answer = await askServer<T>({ ...call, address: `/web/api${path}` });
  if (answer.ok) noteSessionLive();
  else if (endsSession(answer.problem)) noteSessionEnd(answer.problem);
  return answer;
};
