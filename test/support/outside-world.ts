import type { SecurityEvent } from '../../shared/contracts/security-event.ts';
import type { PushPlatform, PushRegistration } from '../../shared/contracts/values.ts';
import type { ConnectionGateway } from '../../shared/domain/connection/ports.ts';
import type { Mailer, PushPlatforms, TokenRevoker } from '../../shared/domain/telling/ports.ts';

interface Push {
  token: string;
  platform: PushPlatform;
  event: SecurityEvent;
}

/**
 * Stands for what is outside the process and for nothing else: Cognito, the push platforms, the devices at the other
 * end of the connections, and the mail service. It remembers what it was asked.
 */
export const outsideWorld = () => {
  const revoked: string[] = [];
  const pushed: Push[] = [];
  const mails: Parameters<Mailer['send']>[0][] = [];
  /** What came over each connection that is open or was. */
  const received = new Map<string, unknown[]>();
  const open = new Set<string>();
  const endpoints = new Map<string, PushRegistration & { enabled: boolean }>();
  const platforms = new Set<PushPlatform>(['fcm', 'apns', 'apns-sandbox', 'adm']);
  const notRefreshTokens = new Set<string>();
  const refused = new Set<string>();
  const mayRefuse = (what: string) => {
    if (refused.has(what)) throw new Error('refused');
  };

  const revoker: TokenRevoker = {
    async revoke({ refreshToken }) {
      mayRefuse(refreshToken);
      if (notRefreshTokens.has(refreshToken)) return 'not-a-refresh-token';
      revoked.push(refreshToken);
      return 'revoked';
    },
  };
  const pushPlatforms: PushPlatforms = {
    async provideEndpoint(push) {
      if (!platforms.has(push.platform)) return { kind: 'no-platform' };
      if (push.token.startsWith('bad-')) return { kind: 'bad-token' };
      const endpoint = `endpoint-of-${push.token}`;
      endpoints.set(endpoint, { ...push, enabled: true });
      return { kind: 'endpoint', endpoint };
    },
    async send(endpoint, platform, event) {
      const at = endpoints.get(endpoint);
      mayRefuse(at?.token ?? '');
      if (!at?.enabled) return 'gone';
      pushed.push({ token: at.token, platform, event });
      return 'sent';
    },
  };
  const gateway: ConnectionGateway = {
    async send(connectionId, message) {
      mayRefuse(connectionId);
      if (!open.has(connectionId)) return 'gone';
      received.set(connectionId, [...(received.get(connectionId) ?? []), message]);
      return 'sent';
    },
    async disconnect(connectionId) {
      open.delete(connectionId);
    },
  };
  const mailer: Mailer = {
    async send(mail) {
      mayRefuse(mail.to);
      mails.push(mail);
    },
  };

  return {
    ports: { revoker, platforms: pushPlatforms, gateway, mailer },
    revoked,
    pushed,
    mails,
    /** Refresh tokens, push tokens, connections and addresses that nobody will hear of now. */
    refused,
    /** What Cognito says is no refresh token. */
    notRefreshTokens,
    /** The platforms that have credentials. */
    platforms,
    /** The app was removed from the device: the platform has its endpoint disabled. */
    disableEndpoints: () => {
      for (const endpoint of endpoints.values()) endpoint.enabled = false;
    },
    connect: (connectionId: string) => void open.add(connectionId),
    /** The device has gone without a word. */
    lose: (connectionId: string) => void open.delete(connectionId),
    isOpen: (connectionId: string) => open.has(connectionId),
    receivedOver: (connectionId: string) => received.get(connectionId) ?? [],
  };
};
