import type { World } from '../../shared/domain/ports.ts';
import type { PushPlatforms, PushTokens } from '../../shared/domain/telling/ports.ts';
import { pushToDevice } from '../../shared/domain/telling/push-to-device.ts';
import { eventConsumer } from '../../shared/events/event-consumer.ts';
import type { ConsumerDeps } from '../../shared/events/queue-consumer.ts';

export interface NotifyDeviceDeps extends ConsumerDeps {
  world: World;
  pushTokens: PushTokens;
  platforms: PushPlatforms;
}

/** Pushes a hint to check in to the apps whose sessions an event has ended. */
export const makeHandler = ({ world, pushTokens, platforms, ...deps }: NotifyDeviceDeps) =>
  eventConsumer(deps, async (event) => {
    const { user, device } = event.sub_id;
    if (!device) return;
    const ended = { accountId: user.sub, activityId: event.jti, deviceId: device.id, event };
    const apps = await pushToDevice({ ...world, pushTokens, platforms }, ended);
    deps.log.info('RSO_DEVICE_PUSHED', { eventId: event.jti, deviceId: device.id, apps });
  });
