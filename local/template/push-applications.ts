import type { PushApplicationSpec } from './stack.ts';
import { isRecord, TemplateError } from './template.ts';

/** A push platform, as the product and as SNS calls it. */
const platforms = { fcm: 'GCM', apns: 'APNS', 'apns-sandbox': 'APNS_SANDBOX', adm: 'ADM' } as const;

export type PushPlatform = keyof typeof platforms;

const isPlatform = (name: unknown): name is PushPlatform => typeof name === 'string' && Object.hasOwn(platforms, name);

/** How the product calls a platform that SNS calls so. */
export const pushPlatformOf = (platform: string): PushPlatform | undefined =>
  Object.keys(platforms).find((name): name is PushPlatform => isPlatform(name) && platforms[name] === platform);

export interface PushApplicationName {
  key: PushPlatform;
  name: string;
  platform: PushApplicationSpec['platform'];
  /** The end of its ARN. */
  resource: string;
}

/**
 * The platform applications that a `Custom::PushPlatforms` makes, one for each entry of its `Platforms`. What else is in
 * an entry are credentials: nobody here asks for them.
 *
 * @throws {TemplateError} for a platform that is not known
 */
export function pushApplications(logicalId: string, properties: unknown, stackName: string): PushApplicationName[] {
  const entries: unknown = isRecord(properties) ? (properties['Platforms'] ?? []) : [];
  if (!Array.isArray(entries)) throw new TemplateError(`${logicalId}.Platforms: a list is expected`);
  return entries.map((entry: unknown) => {
    const key = isRecord(entry) ? entry['Platform'] : undefined;
    if (!isPlatform(key)) {
      throw new TemplateError(
        `${logicalId}: the local run knows ${Object.keys(platforms).join(', ')}, not the push platform ${String(key)}`,
      );
    }
    const name = `${stackName}-${key}`;
    return { key, name, platform: platforms[key], resource: `app/${platforms[key]}/${name}` };
  });
}
