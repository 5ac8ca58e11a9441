import type { OutboundFetch } from '#server/outbound/outbound-fetch.ts';
import type { TrackerConnection } from '#server/trackers/tracker.ts';
import { JiraRefusal, JiraUnreached } from './jira-refusal.ts';
import type { JiraConfig } from './schema.ts';

export type JiraConnection = TrackerConnection<JiraConfig>;

/**
 * A client of Jira Cloud's REST API 3 that sends through the guarded `fetch`. It is loaded when it is first needed: its
 * some hundred interfaces take a third of a second. jira.js repeats nothing by itself, and must not.
 */
export async function openJira({ baseUrl, token, config, fetch }: JiraConnection) {
  const { Version3Client } = await import('jira.js/version3');
  return new Version3Client({
    host: baseUrl,
    authentication: { basic: { email: config.email, apiToken: token } },
    baseRequestConfig: {
      adapter: (request: unknown) => send(fetch, request as SentRequest),
      headers: { 'User-Agent': 'refrain' },
    },
  });
}

export type JiraClient = Awaited<ReturnType<typeof openJira>>;

/** What axios hands to an adapter, as far as it is read here. */
interface SentRequest {
  readonly baseURL: string;
  readonly url: string;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly headers: { toJSON(): Record<string, string> };
  readonly data?: string;
}

/** axios' own fetch adapter keeps each `fetch` it was given for ever, so it is not used. */
async function send(fetch: OutboundFetch, request: SentRequest) {
  const address = new URL(request.baseURL + request.url);
  for (const [name, value] of Object.entries(request.params ?? {})) {
    if (value !== undefined && value !== null) address.searchParams.set(name, String(value));
  }
  const response = await fetch(address, {
    method: request.method.toUpperCase(),
    headers: request.headers.toJSON(),
    ...(request.data === undefined ? {} : { body: request.data }),
  }).catch((error: unknown) => {
    throw new JiraUnreached(error);
  });
  const text = await response.text();
  if (!response.ok) throw new JiraRefusal(response, text);
  return {
    data: text as unknown,
    status: response.status,
    statusText: response.statusText,
    headers: Object.fromEntries(response.headers),
    config: request as never,
  };
}

/** `https://acme.atlassian.net` from a bare name, a host or any address of the site that a person entered. */
export function normaliseBaseUrl(address: string): string {
  const text = address.trim();
  if (/^[a-z0-9][a-z0-9-]*$/i.test(text)) return `https://${text.toLowerCase()}.atlassian.net`;
  const entered = text.includes('://') ? text : `https://${text}`;
  return URL.canParse(entered) ? new URL(entered).origin : text;
}

/** Where people read an issue. */
export function issueUrl(baseUrl: string, key: string): string {
  return `${baseUrl}/browse/${encodeURIComponent(key)}`;
}
