import { inLanes } from '../measure/in-lanes.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { timed } from '../measure/timed.ts';
import { figure } from '../report/figure.ts';
import type { SectionReport } from '../report/section-report.ts';
import type { Section } from '../section.ts';
import { withSystem } from '../system/with-system.ts';

interface RegistrationFigure {
  what: string;
  concurrency: number;
  latency: Latency;
  perSecond: number;
}

/** So many on one account stay well below what an account may register in a minute. */
const devicesPerAccount = 50;
const signInLanes = 8;

/** Registrations of fresh sign-ins, each with a refresh token for the vault. */
export const registration: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async ({ people }) => {
    const { each, concurrency } = sizes.registration;
    const figures: RegistrationFigure[] = [];

    const measure = async (what: string, names: readonly string[], lanes: number): Promise<void> => {
      const wanted = Array.from({ length: each }, (_, index) => names[index % names.length] ?? '');
      progress.step(`Registration: ${what}: people sign in`);
      const onDone = (done: number): void => progress.at(done, each);
      const signIns = await inLanes(wanted, { lanes: signInLanes, signal, onDone }, (name) => people.signIn(name));
      progress.step(`Registration: ${what}, ${lanes} at a time`);
      const { done: times, ms } = await timed(() =>
        inLanes(signIns, { lanes, signal, onDone }, async (signIn) => (await timed(() => people.register(signIn))).ms),
      );
      figures.push({ what, concurrency: lanes, latency: latencyOf(times), perSecond: (each * 1000) / ms });
    };

    for (const lanes of concurrency) {
      await measure('the first device of an account', await people.create(each), lanes);
      const known = await people.create(Math.ceil(each / devicesPerAccount));
      for (const name of known) await people.register(await people.signIn(name));
      await measure('a further device', known, lanes);
    }
    return report(figures);
  });

const report = (figures: readonly RegistrationFigure[]): SectionReport => ({
  title: 'Registrations',
  tables: [
    {
      caption: 'POST /v1/sessions, with a refresh token for the vault',
      columns: [
        'what',
        { number: 'at a time' },
        { number: 'registrations' },
        { number: 'per second' },
        { number: 'p50' },
        { number: 'p99' },
      ],
      rows: figures.map(({ what, concurrency, latency, perSecond }) => [
        what,
        figure.count(concurrency),
        figure.count(latency.count),
        figure.perSecond(perSecond),
        figure.ms(latency.p50),
        figure.ms(latency.p99),
      ]),
    },
  ],
  notes: [
    'The first device of an account asks Cognito for the e-mail address, with the token of its owner; a further one does not.',
  ],
  checks: [],
  figures,
});
