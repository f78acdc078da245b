import type { DeviceResource } from '../../../shared/contracts/resources.ts';
import { placeText } from '../terminal/describe.ts';
import { ago } from '../terminal/moments.ts';
import type { Clock } from '../terminal/moments.ts';
import type { Paint } from '../terminal/paint.ts';
import { renderTable } from '../terminal/render-table.ts';
import type { Column } from '../terminal/render-table.ts';
import { shortIds } from './match-device.ts';

/** Devices as a table; with their state where they are not all in the same. */
export const deviceTable = (
  devices: readonly DeviceResource[],
  { paint, clock }: { paint: Paint; clock: Clock },
): string => {
  const ids = shortIds(devices.map(({ id }) => id));
  const columns: Column<DeviceResource>[] = [
    { title: '', text: ({ current }) => (current ? '→' : ''), paint: paint.good },
    { title: 'NAME', text: ({ name }) => name, widthMax: 36, paint: paint.strong },
    { title: 'KIND', text: ({ kind }) => kind },
    { title: 'APPS', text: (device) => appsOf(device).join(', '), widthMax: 28 },
    { title: 'PLACE', text: ({ lastPlace }) => placeText(lastPlace) ?? 'unknown', widthMax: 24 },
    { title: 'LAST SEEN', text: ({ lastSeenAt }) => ago(lastSeenAt, clock) },
    { title: 'ID', text: ({ id }) => ids.get(id) ?? id, paint: paint.dim },
  ];
  if (devices.some(({ state }) => state === 'signed-out')) {
    const state = {
      title: 'STATE',
      text: stateOf,
      paint: (cell: string, device: DeviceResource) => stateColour(paint, device)(cell),
    };
    columns.splice(-1, 0, state);
  }
  return renderTable(columns, devices, paint.dim);
};

/** The apps that are signed in on a device; of one that is signed out, those that were. */
export const appsOf = ({ sessions, state }: DeviceResource): string[] => [
  ...new Set(
    sessions.filter((session) => state === 'signed-out' || session.state === 'active').map(({ app }) => app.name),
  ),
];

/** Nothing is called done that did not happen. */
export const stateOf = ({ state, signOut }: DeviceResource): string => {
  if (state === 'active') return 'signed in';
  if (!signOut) return 'expired';
  if (signOut.confirmedAt) return 'signed out';
  return signOut.deliveredAt ? 'signed out, told' : 'signed out, waiting for it';
};

const stateColour = (paint: Paint, { state, signOut }: DeviceResource) =>
  state === 'active' ? paint.good : signOut && !signOut.confirmedAt ? paint.wait : paint.dim;
