import { inLanes } from '../measure/in-lanes.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { timed } from '../measure/timed.ts';
import { figure } from '../report/figure.ts';
import type { SectionReport } from '../report/section-report.ts';
import type { Section } from '../section.ts';
import { expectStatus } from '../system/make-api-client.ts';
import type { SignedIn } from '../system/make-people.ts';
import { withSystem } from '../system/with-system.ts';
import { signOutOthers, type OthersFigure } from './sign-out-others.ts';

interface DeviceFigure {
  concurrency: number;
  latency: Latency;
  perSecond: number;
}

const devicesPerAccount = 50;
const signInLanes = 8;

/** Sign-outs of one device, and of all others. */
export const signOut: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async (running) => {
    const { api, people } = running;
    const { each, concurrency } = sizes.signOut;
    const devices: DeviceFigure[] = [];

    for (const lanes of concurrency) {
      progress.step('Sign-out: devices sign in');
      const names = await people.create(Math.max(lanes, Math.ceil(each / devicesPerAccount)));
      const onDone = (done: number): void => progress.at(done, each);
      const register = async (name: string): Promise<SignedIn> => people.register(await people.signIn(name));
      const askers = await inLanes(names, { lanes: signInLanes, signal }, register);
      // Those at the same time are of different accounts, as they would be among many people.
      const wanted = Array.from({ length: each }, (_, index) => names[index % names.length] ?? '');
      const victims = await inLanes(wanted, { lanes: signInLanes, signal, onDone }, register);

      progress.step(`Sign-out: of one device, ${lanes} at a time`);
      const { done: times, ms } = await timed(() =>
        inLanes(victims, { lanes, signal, onDone }, async ({ deviceId }, index) => {
          const { token = '' } = askers[index % askers.length] ?? {};
          return expectStatus(await api.call({ route: 'sign-out-device', token, params: { deviceId } }), 202).ms;
        }),
      );
      devices.push({ concurrency: lanes, latency: latencyOf(times), perSecond: (each * 1000) / ms });
    }
    return report(devices, await signOutOthers(running, { sizes, progress, signal }));
  });

const report = (devices: readonly DeviceFigure[], others: readonly OthersFigure[]): SectionReport => ({
  title: 'Sign-outs',
  tables: [
    {
      caption: 'POST /v1/devices/{deviceId}/sign-out',
      columns: [
        { number: 'at a time' },
        { number: 'sign-outs' },
        { number: 'per second' },
        { number: 'p50' },
        { number: 'p99' },
      ],
      rows: devices.map(({ concurrency, latency, perSecond }) => [
        figure.count(concurrency),
        figure.count(latency.count),
        figure.perSecond(perSecond),
        figure.ms(latency.p50),
        figure.ms(latency.p99),
      ]),
    },
    {
      caption: 'POST /v1/devices/sign-out, all other devices of an account, one account at a time',
      columns: [
        { number: 'other devices' },
        { number: 'accounts' },
        { number: 'answered, p50' },
        { number: 'longest' },
        { number: 'every record says so, p50' },
      ],
      rows: others.map(({ devices: count, answered, settled }) => [
        figure.count(count),
        figure.count(answered.count),
        figure.ms(answered.p50),
        figure.ms(answered.max),
        figure.ms(settled.p50),
      ]),
    },
  ],
  notes: [
    'Signing out all others is one write and in force when it is answered; the records of the single devices follow from the stream, which hands over a batch after a second at most.',
  ],
  checks: [],
  figures: { devices, others },
});
