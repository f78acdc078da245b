import { openSocket } from '../../support/open-socket.ts';
import type { LocalOwner } from '../../support/local-owner.ts';
import type { LocalRun } from '../../support/local-run.ts';

/**
 * An app of the owner's on another device: it deposits its refresh token and holds a connection open. Told of its
 * sign-out it clears itself and confirms, as soon as the test lets it.
 */
export const simulatedDevice = async (run: LocalRun, owner: LocalOwner, name: string, { app = 'Demo app' } = {}) => {
  const tokens = await owner.authenticated();
  const call = owner.callAs(tokens.access);
  const { status, body } = await call('register-session', {
    body: { refreshToken: tokens.refresh, device: { name, kind: 'computer' }, app: { name: app } },
  });
  if (status !== 201) throw new Error(`registration answered ${status} ${body?.code}`);
  run.secrets.add(body.deviceSecret);
  const ticket = await call('create-connection-ticket');
  run.secrets.add(new URL(ticket.body.url).searchParams.get('ticket') ?? '');
  const socket = await openSocket(ticket.body.url);
  return {
    deviceId: String(body.device.id),
    call,
    /** Waits to be told, then confirms. */
    obey: async (): Promise<void> => {
      await socket.message();
      const confirmed = await call('confirm-sign-out');
      if (confirmed.status !== 204) throw new Error(`confirming answered ${confirmed.status}`);
    },
    close: () => socket.close(),
  };
};
