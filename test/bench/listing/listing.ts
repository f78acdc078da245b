import { latencyOf, type Latency } from '../measure/latency.ts';
import { figure } from '../report/figure.ts';
import type { Section } from '../section.ts';
import { type ApiClient, expectStatus } from '../system/make-api-client.ts';
import { makeSeed } from '../system/make-seed.ts';
import { withSystem } from '../system/with-system.ts';
import { watchMemory } from './watch-memory.ts';

interface ListingFigure {
  devices: number;
  otherAccounts: number;
  firstPage: Latency;
  allPages: Latency;
  pages: number;
  rssMax: number;
}

const limit = 100;
/** The list that is measured once more when the table is full of others. */
const again = 100;

/** Lists of devices, short and long, in an empty table and in a full one. */
export const listing: Section = ({ sizes, progress, signal }) =>
  withSystem(signal, async ({ system, api, people }) => {
    const { devices, firstPages, allPages, otherAccounts } = sizes.listing;
    const seed = makeSeed(system, signal);
    try {
      const measure = async (token: string, count: number, others: number): Promise<ListingFigure> => {
        progress.step(`Listing: ${count} devices, ${others} other accounts`);
        await listAll(api, token);
        const memory = watchMemory(system);
        const first: number[] = [];
        const all: number[] = [];
        let pages = 0;
        for (let done = 0; done < firstPages; done++) {
          first.push((await page(api, token)).ms);
          progress.at(done, firstPages);
        }
        for (let done = 0; done < allPages; done++) {
          const listed = await listAll(api, token);
          if (listed.devices !== count) throw new Error(`${listed.devices} devices were listed, there are ${count}`);
          all.push(listed.ms);
          ({ pages } = listed);
        }
        const rssMax = await memory.end();
        return {
          devices: count,
          otherAccounts: others,
          firstPage: latencyOf(first),
          allPages: latencyOf(all),
          pages,
          rssMax,
        };
      };

      const names = await people.create(devices.length);
      const tokens = new Map<number, string>();
      for (const [index, count] of devices.entries()) {
        const caller = await people.register(await people.signIn(names[index] ?? ''));
        progress.step(`Listing: ${count} devices are registered`);
        await seed.devices(caller.accountId, count - 1, (done) => progress.at(done, count));
        tokens.set(count, caller.token);
      }
      const figures: ListingFigure[] = [];
      // The one that is measured again comes last, close to its second time.
      const ordered = devices.toSorted((a, b) => Number(a === again) - Number(b === again));
      for (const count of ordered) figures.push(await measure(tokens.get(count) ?? '', count, devices.length - 1));

      progress.step('Listing: other accounts are registered');
      await seed.accounts(otherAccounts, (done) => progress.at(done, otherAccounts));
      const token = tokens.get(again);
      if (token) figures.push(await measure(token, again, devices.length - 1 + otherAccounts));
      return report(figures);
    } finally {
      seed.close();
    }
  });

async function page(api: ApiClient, token: string, cursor?: string) {
  const query = `limit=${limit}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
  const answer = expectStatus(await api.call({ route: 'list-devices', token, query }), 200);
  const { devices, nextCursor }: { devices: unknown[]; nextCursor?: string } = JSON.parse(answer.text);
  return { devices: devices.length, nextCursor, ms: answer.ms };
}

async function listAll(api: ApiClient, token: string): Promise<{ devices: number; pages: number; ms: number }> {
  const listed = { devices: 0, pages: 0, ms: 0 };
  let cursor: string | undefined;
  do {
    const { devices, nextCursor, ms } = await page(api, token, cursor);
    listed.devices += devices;
    listed.pages += 1;
    listed.ms += ms;
    cursor = nextCursor;
  } while (cursor !== undefined);
  return listed;
}

const report = (figures: readonly ListingFigure[]) => ({
  title: 'Lists of devices',
  tables: [
    {
      caption: `GET /v1/devices, one request at a time, ${limit} devices a page`,
      columns: [
        { number: 'devices' },
        { number: 'other accounts' },
        { number: 'first page p50' },
        { number: 'p99' },
        { number: 'pages' },
        { number: 'all pages p50' },
        { number: 'p99' },
        { number: 'memory at most' },
      ],
      rows: figures
        .toSorted(byAccountsThenDevices)
        .map(({ devices, otherAccounts, firstPage, allPages, pages, rssMax }) => [
          figure.count(devices),
          figure.count(otherAccounts),
          figure.ms(firstPage.p50),
          figure.ms(firstPage.p99),
          figure.count(pages),
          figure.ms(allPages.p50),
          figure.ms(allPages.p99),
          figure.mib(rssMax),
        ]),
    },
  ],
  notes: [
    'The memory is that of the whole measured process, with gateway, all functions and emulators in it: too coarse to show more than a leak. The last row is the same list in a table with many other accounts.',
  ],
  checks: flatness(figures),
  figures,
});

const byAccountsThenDevices = (a: ListingFigure, b: ListingFigure): number =>
  a.otherAccounts - b.otherAccounts || a.devices - b.devices;

const timesMax = 1.5;

/** The list in the full table beside the same list in the empty one. */
function flatness(figures: readonly ListingFigure[]) {
  const [empty, full] = figures.filter(({ devices }) => devices === again);
  if (!empty || !full) return [];
  const times = full.firstPage.p50 / empty.firstPage.p50;
  return [
    {
      what: `a list of ${again} devices beside ${figure.count(full.otherAccounts)} other accounts instead of ${empty.otherAccounts}`,
      wanted: 'flat',
      found: `${times.toFixed(2)} × the time`,
      met: times < timesMax,
    },
  ];
}
