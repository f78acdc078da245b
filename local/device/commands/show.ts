import type { DeviceResource, Receipt, SessionResource } from '../../../shared/contracts/resources.ts';
import { deviceText, placeText } from '../terminal/describe.ts';
import { ago, moment } from '../terminal/moments.ts';
import type { Clock } from '../terminal/moments.ts';
import type { Paint } from '../terminal/paint.ts';
import { reasonOf, receiptSteps } from '../terminal/receipt-lines.ts';
import { renderTable } from '../terminal/render-table.ts';
import { printable } from '../terminal/text-width.ts';
import type { Command } from './command.ts';
import { stateOf } from './device-table.ts';
import { followReceipt, isComplete } from './follow-receipt.ts';

/** One device with its sessions, and how far its sign-out has come. */
export const show: Command = {
  name: 'show',
  positionals: ['<device>'],
  flags: { follow: { type: 'boolean', default: false } },
  summary: 'One device, its apps, and the receipt of its sign-out',
  details: '--follow          Go on until the device has confirmed: each step as it happens',
  prepare:
    ([text = ''], { follow }) =>
    async (context) => {
      const { find, allDevices, print, paint, clock } = context;
      const device = await find(text);
      const receipt = lastReceipt(device);
      const by = receipt && (await allDevices()).find(({ id }) => id === receipt.requestedBy)?.name;
      const follows = follow === true && receipt !== undefined && !isComplete(receipt);
      print(device, () =>
        [...deviceLines(device, paint, clock), ...receiptPart(receipt, by, follows, { paint, clock })].join('\n'),
      );
      if (follows) await followReceipt(context, device, receipt, lastReceipt);
    },
};

const deviceLines = (device: DeviceResource, paint: Paint, clock: Clock): string[] => {
  const { id, lastPlace, lastSeenAt, firstSeenAt, trusted, current, sessions } = device;
  const where = placeText(lastPlace);
  const fact = (title: string, text: string): string => `  ${paint.dim(title.padEnd(12))}${text}`;
  return [
    `${paint.strong(deviceText({ ...device, lastPlace: null }))}${current ? '  (this terminal)' : ''}`,
    fact('state', stateOf(device)),
    fact('trusted', trusted ? 'yes' : 'no'),
    fact('last seen', `${ago(lastSeenAt, clock)}${where ? `, in ${where}` : ''}`),
    fact('first seen', moment(firstSeenAt, clock)),
    fact('id', id),
    '',
    renderTable<SessionResource>(
      [
        { title: '  APP', text: ({ app }) => `  ${app.name}`, widthMax: 40 },
        {
          title: 'STATE',
          text: ({ state }) => ({ active: 'signed in', 'signed-out': 'signed out', expired: 'expired' })[state],
        },
        { title: 'SINCE', text: ({ createdAt }) => moment(createdAt, clock) },
        { title: 'LAST SEEN', text: (session) => ago(session.lastSeenAt, clock) },
        { title: 'ID', text: (session) => session.id, paint: paint.dim },
      ],
      sessions,
      paint.dim,
    ),
  ];
};

const receiptPart = (
  receipt: Receipt | undefined,
  by: string | undefined,
  follows: boolean,
  { paint, clock }: { paint: Paint; clock: Clock },
): string[] =>
  receipt
    ? [
        '',
        `${paint.strong('Signed out')} by ${by === undefined ? (receipt.requestedBy ?? 'the link of a review e-mail') : `"${printable(by)}"`} (${reasonOf(receipt)})`,
        // What is still to come is printed as it comes.
        ...receiptSteps(receipt, paint, clock).flatMap(({ isDone, text }) => (isDone || !follows ? [`  ${text}`] : [])),
        ...(follows ? [paint.dim('  … following it until the device has confirmed (Ctrl-C leaves)')] : []),
      ]
    : [];

/** The device's own, or that of the last of its apps that somebody signed out. */
const lastReceipt = ({ id, signOut, sessions }: DeviceResource): Receipt | undefined =>
  signOut ??
  sessions
    .flatMap((session) => session.signOut ?? [])
    .filter(({ requestedBy }) => requestedBy !== id)
    .toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))[0];
