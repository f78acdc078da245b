import type { TellingBench } from './telling-bench.ts';
import { signInReachable } from './told-device.ts';

/** An app reached by its open connection alone. */
export const onlyConnected = { push: true, refreshToken: true } as const;

export type ConnectedDevice = Awaited<ReturnType<typeof connectedDevice>>;

/** A shared device that is connected, and another device that can sign it out. */
export const connectedDevice = async (bench: TellingBench) => {
  await bench.tellAll();
  const owner = bench.api.owner();
  const actor = await owner.signIn();
  const target = await signInReachable(bench, owner, { shared: true }, onlyConnected);
  const { connectionId = '' } = target.connection ?? {};
  /** The event of it is on its way then. */
  const signOut = async (): Promise<void> => {
    await actor.call('sign-out-device', { params: { deviceId: target.deviceId } });
    await bench.follow('publish-events');
  };
  return { owner, actor, target, connectionId, signOut, accountId: owner.accountId };
};
