import { figure } from '../report/figure.ts';
import type { SectionReport } from '../report/section-report.ts';
import type { Section } from '../section.ts';
import { withSystem } from '../system/with-system.ts';
import { holdConnections, type HeldFigure } from './hold-connections.ts';
import { measureOutbox, type OutboxFigure } from './outbox.ts';
import { tellDevices, type ToldFigure } from './tell-devices.ts';

const toldMsMax = 1000;

/** How soon a device knows, how much goes through the outbox, and what an open connection costs. */
export const telling: Section = async (props) => {
  const { told, outbox } = await withSystem(props.signal, async (running) => ({
    told: await tellDevices(running, props),
    outbox: await measureOutbox(running.system, props),
  }));
  // A run of its own: the memory of the first one has seen other things.
  const held = await withSystem(props.signal, (running) => holdConnections(running, props));
  return report(told, outbox, held);
};

const report = (told: readonly ToldFigure[], outbox: OutboxFigure, held: HeldFigure): SectionReport => ({
  title: 'Telling',
  tables: [
    {
      caption: 'From the answer to a sign-out (202) until the device has the message, one at a time',
      columns: ['over', { number: 'sign-outs' }, { number: 'p50' }, { number: 'p99' }, { number: 'longest' }],
      rows: told.map(({ by, latency }) => [
        by,
        figure.count(latency.count),
        figure.ms(latency.p50),
        figure.ms(latency.p99),
        figure.ms(latency.max),
      ]),
    },
    {
      caption: 'Events through the outbox, from the table to a queue that subscribes to the topic',
      columns: [{ number: 'events' }, { number: 'written in' }, { number: 'all out after' }, { number: 'per second' }],
      rows: [
        [
          figure.count(outbox.events),
          figure.ms(outbox.writtenMs),
          figure.ms(outbox.allOutMs),
          figure.perSecond((outbox.events * 1000) / outbox.allOutMs),
        ],
      ],
    },
    {
      caption: 'Open connections',
      columns: [
        { number: 'open' },
        { number: 'opened per second' },
        { number: 'memory each' },
        { number: 'told by a sign-out' },
        { number: 'the last of them after' },
        { number: 'open afterwards' },
      ],
      rows: [
        [
          figure.count(held.open),
          figure.perSecond(held.openedPerSecond),
          figure.kib(held.bytesEach),
          figure.count(held.toldConnections),
          figure.ms(held.toldMs),
          figure.count(held.stillOpen),
        ],
      ],
    },
  ],
  notes: [
    'In the local run the stream is looked at every 100 ms; Lambda does so four times a second. The push façade stands in for SNS, FCM and APNs, whose own ways are not in the figure.',
    'The memory is what the heap of the thread that holds the connections grew by, after a collection of its garbage, without what Node and the kernel keep for a socket. In AWS API Gateway holds them, and their number costs no memory of ours.',
  ],
  checks: told.map(({ by, latency }) => ({
    what: `a device knows of its sign-out over ${by}, p99`,
    wanted: `under ${figure.ms(toldMsMax)}`,
    found: figure.ms(latency.p99),
    met: latency.p99 < toldMsMax,
  })),
  figures: { told, outbox, held },
});
