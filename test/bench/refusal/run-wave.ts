import { inLanes } from '../measure/in-lanes.ts';
import type { SectionProps } from '../section.ts';
import type { ApiClient } from '../system/make-api-client.ts';
import type { People, SignedIn } from '../system/make-people.ts';
import { judge, type Tally, type Watched } from './tally.ts';

export interface WaveProps extends Omit<SectionProps, 'sizes'> {
  api: ApiClient;
  people: People;
  accounts: number;
  devicesPerAccount: number;
  tally: Tally;
  onDone: () => void;
}

export interface Wave {
  signOutMs: number[];
  nextMs: number[];
  /** Sign-outs that were answered by another status than 202. */
  notAccepted: Record<string, number>;
  /** The time in which the sign-outs happened, and the requests of the load in it. */
  ms: number;
  backgroundRequests: number;
}

const signInLanes = 8;
const signOutLanes = 8;
const backgroundLanes = 4;

/**
 * Fresh accounts with fresh devices: while all of them ask and ask again, each device but one per account is signed
 * out, and asks once more as soon as that is answered.
 */
export async function runWave(props: WaveProps): Promise<Wave> {
  const { api, people, accounts, devicesPerAccount, tally, signal } = props;
  const names = await people.create(accounts);
  const register = async (name: string): Promise<Watched> => people.register(await people.signIn(name));
  const askers = await inLanes(names, { lanes: signInLanes, signal }, register);
  const wanted = Array.from({ length: accounts * devicesPerAccount }, (_, index) => names[index % accounts] ?? '');
  const victims = await inLanes(wanted, { lanes: signInLanes, signal }, register);
  const all = [...askers, ...victims];

  const wave: Wave = { signOutMs: [], nextMs: [], notAccepted: {}, ms: 0, backgroundRequests: 0 };
  const ask = (session: SignedIn, turn: number) =>
    api.call({ route: turn % 2 === 0 ? 'check-in' : 'get-session', token: session.token });

  const load = { over: false };
  const background = Array.from({ length: backgroundLanes }, async () => {
    while (!load.over) {
      const session = all[Math.floor(Math.random() * all.length)];
      if (session) judge(tally, 'background', session, await ask(session, wave.backgroundRequests++));
    }
  });
  const started = performance.now();
  const signOuts = inLanes(victims, { lanes: signOutLanes, signal }, async (victim, index) => {
    // Signed in until a moment ago, so that the refusal is that of the sign-out.
    judge(tally, 'next', victim, await ask(victim, index));
    const { token = '' } = askers[index % accounts] ?? {};
    victim.orderedAt = performance.now();
    const answer = await api.call({ route: 'sign-out-device', token, params: { deviceId: victim.deviceId } });
    if (answer.status !== 202) {
      wave.notAccepted[answer.status] = (wave.notAccepted[answer.status] ?? 0) + 1;
      return;
    }
    victim.acceptedAt = performance.now();
    const next = await ask(victim, index);
    judge(tally, 'next', victim, next);
    wave.signOutMs.push(answer.ms);
    wave.nextMs.push(next.ms);
    props.onDone();
  }).finally(() => {
    load.over = true;
    wave.ms = performance.now() - started;
  });
  await Promise.all([signOuts, ...background]);

  await inLanes(all, { lanes: signInLanes, signal }, async (session, index) => {
    judge(tally, 'last', session, await ask(session, index));
  });
  return wave;
}
