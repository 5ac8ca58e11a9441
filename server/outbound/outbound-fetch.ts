import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Agent, fetch as undiciFetch } from 'undici';
import { type AddressRules, checkAddress, isPublicAddress } from './check-address.ts';
import { UpstreamError } from './upstream-error.ts';

export interface OutboundRules extends AddressRules {
  /** For the whole exchange, redirects and body included. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** How names become addresses; the system's resolver by default. */
  readonly resolve?: Resolve;
}

export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;
export type OutboundFetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * A `fetch` that reaches the open internet and hosts the operator opened, and nothing else. Every address is checked,
 * each redirect's too, and once more when its name has been resolved: a name that changes between check and connection
 * gains nothing. The body is read whole, up to a limit, before the answer is handed over.
 */
export function createOutboundFetch(rules: OutboundRules): OutboundFetch & { close: () => Promise<void> } {
  // Kept short: trackers are called now and then, and an idle socket may be dead when it is used again.
  const keepAliveTimeout = 4_000;
  const agents: Agents = {
    guarded: new Agent({ keepAliveTimeout, connect: { lookup: publicLookup(rules) as never, timeout: 10_000 } }),
    opened: new Agent({ keepAliveTimeout, connect: { timeout: 10_000 } }),
  };
  const call: OutboundFetch = (input, init = {}) => follow(agents, rules, String(input), init);
  const close = async () => {
    await Promise.all([agents.guarded.close(), agents.opened.close()]);
  };
  return Object.assign(call, { close });
}

/** Hosts that the operator opened may resolve to private addresses; all others go through the guarded agent. */
interface Agents {
  readonly guarded: Agent;
  readonly opened: Agent;
}

async function follow(agents: Agents, rules: OutboundRules, address: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  let request: RequestInit = { ...init, signal, redirect: 'manual' };
  let target = readAddress(address, rules);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await send(agents, target, request);
    const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return readWhole(response, target.url, rules.maxBytes ?? MAX_BYTES);
    await response.body?.cancel();
    const next = readAddress(resolveAddress(location, target.url), rules);
    request = redirected(request, response.status, target.url, next.url);
    target = next;
  }
  throw new UpstreamError('blocked', `The server at ${target.url.host} redirects without end.`, {});
}

interface Target {
  readonly url: URL;
  readonly isAllowedHost: boolean;
}

async function send(agents: Agents, { url, isAllowedHost }: Target, init: RequestInit): Promise<Response> {
  try {
    const agent = isAllowedHost ? agents.opened : agents.guarded;
    // undici's own fetch, because the one in Node may be another release and refuse this agent.
    const response = await undiciFetch(url, { ...init, dispatcher: agent } as Parameters<typeof undiciFetch>[1]);
    return response as unknown as Response;
  } catch (error) {
    throw explain(error, url);
  }
}

function readAddress(address: string, rules: OutboundRules): Target {
  const verdict = checkAddress(address, rules);
  if (!verdict.ok) throw new UpstreamError('blocked', verdict.message, {});
  return verdict;
}

function resolveAddress(location: string, base: URL): string {
  return URL.canParse(location, base) ? new URL(location, base).href : location;
}

/** As the fetch standard has it; a secret is never carried on to another origin. */
function redirected(init: RequestInit, status: number, from: URL, to: URL): RequestInit {
  const headers = new Headers(init.headers);
  if (from.origin !== to.origin)
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
  const isPost = init.method?.toUpperCase() === 'POST';
  const becomesGet = status === 303 || ((status === 301 || status === 302) && isPost);
  if (!becomesGet) {
    if (init.body && from.origin !== to.origin) {
      throw new UpstreamError(
        'blocked',
        `${from.host} sent the request on to ${to.host}; enter the new address instead.`,
        {},
      );
    }
    return { ...init, headers };
  }
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  const { body: _dropped, ...rest } = init;
  return { ...rest, headers, method: 'GET' };
}

async function readWhole(response: Response, url: URL, maxBytes: number): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Node's streams can be iterated; the DOM's type does not say so.
    const body = response.body as AsyncIterable<Uint8Array> | null;
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new UpstreamError('too-large', `The answer of ${url.host} is too large.`, {});
      chunks.push(chunk);
    }
  } catch (error) {
    throw explain(error, url);
  }
  const isEmpty = response.status === 204 || response.status === 205 || response.status === 304;
  const whole = new Response(isEmpty ? null : Buffer.concat(chunks), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
  Object.defineProperty(whole, 'url', { value: url.href });
  return whole;
}

/** Holds what a name resolves to: private addresses are dropped, and a name with no other is refused. */
function publicLookup({ resolve = lookup as Resolve }: OutboundRules) {
  return (
    hostname: string,
    options: LookupOptions,
    callback: (error: Error | null, address?: string | LookupAddress[], family?: number) => void,
  ) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error);
      const usable = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = usable;
      if (!first) return callback(blockedName(hostname));
      return options.all ? callback(null, usable) : callback(null, first.address, first.family);
    });
  };
}

function blockedName(hostname: string): UpstreamError {
  return new UpstreamError(
    'blocked',
    `${hostname} lies inside a private network. An operator can open it by adding the host to REFRAIN_ALLOWED_HOSTS.`,
    {},
  );
}

/** Failures of name lookup, connecting and the TLS handshake: the request itself was not sent yet. */
const BEFORE_SENDING =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERT|.*_SIGNATURE|UNABLE_TO_.*)$/;

function explain(error: unknown, url: URL): UpstreamError {
  const causes: Error[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) causes.push(at);
  const known = causes.find((cause) => cause instanceof UpstreamError);
  if (known) return known;
  if (causes.some((cause) => 'code' in cause && BEFORE_SENDING.test(String(cause.code)))) {
    return new UpstreamError('not-connected', `${url.host} could not be reached.`, { cause: error });
  }
  if (causes[0]?.name === 'TimeoutError') {
    return new UpstreamError('timeout', `${url.host} did not answer in time.`, { cause: error });
  }
  return new UpstreamError('unreachable', `The connection to ${url.host} broke off.`, { cause: error });
}
