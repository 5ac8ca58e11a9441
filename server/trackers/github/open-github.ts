import { createPrivateKey } from 'node:crypto';
import { createAppAuth } from '@octokit/auth-app';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import type { TrackerConnection } from '#server/trackers/tracker.ts';
import { BadAppKey } from './classify-failure.ts';
import type { GithubConfig } from './schema.ts';

export type GithubConnection = TrackerConnection<GithubConfig>;

// No plugin-retry: it sends a POST again after a lost answer and so makes two issues.
const Client = Octokit.plugin(throttling);
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A client that spaces its writes and never repeats one: waiting and asking again is the outbox's job. */
export function openGithub({ baseUrl, token, config, fetch, targetKey, isUnpaced = false }: GithubConnection) {
  const { app } = config;
  const isBroken = app !== undefined && !isPrivateKey(token);
  const client = new Client({
    // An App signs with its key for a token of its own that lasts an hour.
    ...(app && !isBroken
      ? { authStrategy: createAppAuth, auth: { appId: app.id, installationId: app.installationId, privateKey: token } }
      : { auth: app ? undefined : token }),
    baseUrl,
    userAgent: 'refrain',
    log: silent,
    request: { fetch },
    throttle: {
      enabled: !isUnpaced,
      id: targetKey,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  });
  if (isBroken) {
    client.hook.before('request', () => {
      throw new BadAppKey();
    });
  }
  return client;
}

/** What cannot sign would fail deep inside the signing, in words that help nobody. */
function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/**
 * The API's root from what a person entered: nothing or github.com means `https://api.github.com`, a bare host name a
 * GitHub Enterprise server. A full address is taken as it is, without its trailing slash.
 */
export function normaliseBaseUrl(address: string): string {
  const text = address.trim().replace(/\/+$/, '');
  if (text === '') return 'https://api.github.com';
  const isBare = !text.includes('://');
  const entered = isBare ? `https://${text}` : text;
  if (!URL.canParse(entered)) return text;
  const { hostname, pathname } = new URL(entered);
  if (/^(?:www\.|api\.)?github\.com$/.test(hostname)) return 'https://api.github.com';
  // Enterprise Cloud with data residency has its API on a host of its own.
  if (hostname.endsWith('.ghe.com')) return `https://${hostname.replace(/^(?!api\.)/, 'api.')}`;
  return isBare && pathname === '/' ? `${entered}/api/v3` : entered;
}

/** The hosts people see, where the API has one of its own. */
export function linkedHosts(baseUrl: string): string[] {
  if (!URL.canParse(baseUrl)) return [];
  const { hostname } = new URL(baseUrl);
  return hostname.startsWith('api.') ? [hostname.slice(4)] : [hostname];
}
