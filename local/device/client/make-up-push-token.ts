import { randomBytes } from 'node:crypto';
import type { PushPlatform } from '../../../shared/contracts/values.ts';

const text = (bytes: number): string => randomBytes(bytes).toString('base64url');

/** A token as the platform would give an app one: of its shape, and nobody's. */
export const makeUpPushToken = (platform: PushPlatform): string => {
  switch (platform) {
    case 'fcm':
      return `${text(16)}:APA91b${text(100)}`;
    case 'apns':
    case 'apns-sandbox':
      return randomBytes(32).toString('hex');
    case 'adm':
      return `amzn1.adm-registration.v2.${text(60)}`;
  }
};
