import { classifyUpstream, findUpstream } from '#server/trackers/classify-upstream.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';

interface RequestError extends Error {
  readonly status: number;
  readonly request?: { readonly url?: string };
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data: unknown;
  };
}

const SECOND = 1000;
/** GitHub asks for at least a minute when it names no time. */
const DEFAULT_WAIT_MS = 60 * SECOND;
const LONGEST_WAIT_MS = 2 * 60 * 60 * SECOND;

/** Sorts what came instead of an answer by what may have happened at GitHub. */
export function classifyFailure(error: unknown, now: Date): TrackerFailure {
  const upstream = findUpstream(error);
  if (upstream) return classifyUpstream(upstream, DEFAULT_WAIT_MS);
  if (error instanceof BadAppKey) return BAD_KEY;
  if (!isRequestError(error)) throw error;
  const { status } = error;
  if (isAppRefusal(error)) return APP_REFUSED;
  if (isRateLimit(error)) {
    return {
      kind: 'wait',
      retryAfterMs: readWait(error, now),
      message: 'GitHub asked to wait before the next request.',
    };
  }
  if (status >= 500 || status < 400) return { kind: 'unknown', message: `GitHub answered with an error (${status}).` };
  return { kind: 'rejected', ...explain(status, error) };
}

/** Told by name: Octokit does not export its error's class. */
function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && error.name === 'HttpError' && 'status' in error && typeof error.status === 'number';
}

const APP_REFUSED: TrackerFailure = {
  kind: 'rejected',
  code: 'bad_app',
  message:
    'GitHub does not accept the App: check App ID and private key, and that the App is installed on this repository under this installation.',
};

/** The stored key of an App is no private key: nothing can be signed, and nothing is asked. */
export class BadAppKey extends Error {
  override readonly name = 'BadAppKey';
}
const BAD_KEY: TrackerFailure = {
  kind: 'rejected',
  code: 'bad_key',
  message:
    'This is no private key of a GitHub App. Paste the whole .pem file that GitHub gave you, first and last line included.',
};

/** The App could not even get its own token; nothing of ours was asked yet. */
function isAppRefusal({ status, request }: RequestError): boolean {
  return [401, 403, 404].includes(status) && /\/app(?:\/|$)/.test(request?.url ?? '');
}

function isRateLimit(error: RequestError): boolean {
  if (error.status === 429) return true;
  if (error.status !== 403) return false;
  const headers = error.response?.headers ?? {};
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse detection/i.test(error.message)
  );
}

function readWait(error: RequestError, now: Date): number {
  const headers = error.response?.headers ?? {};
  const seconds = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && Number.isFinite(seconds)) return clamp(seconds * SECOND);
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] !== '0' || !Number.isFinite(reset)) return DEFAULT_WAIT_MS;
  // Seconds since 1970; some proxies write milliseconds.
  const resetAt = reset > 1e11 ? reset : reset * SECOND;
  return clamp(resetAt - now.getTime() + SECOND);
}

function clamp(ms: number): number {
  return Math.min(LONGEST_WAIT_MS, Math.max(SECOND, ms));
}

function explain(status: number, error: RequestError): { code: string; message: string } {
  switch (status) {
    case 401:
      return { code: 'bad_token', message: 'GitHub does not accept the token. It may have expired: enter a new one.' };
    case 403:
      if (/archived/i.test(error.message)) {
        return {
          code: 'archived',
          message: 'The repository is archived, so nothing can be added to it. Unarchive it, or choose another target.',
        };
      }
      return {
        code: 'forbidden',
        message: 'The token may not do this. It needs the permission "Issues: read and write" on this repository.',
      };
    case 404:
      return {
        code: 'not_found',
        message:
          'GitHub knows no such repository, or the token may not see it. Check owner, name and the token’s access.',
      };
    case 410:
      return {
        code: 'issues_disabled',
        message: 'Issues are switched off. Turn them on in the repository’s settings.',
      };
    default:
      return {
        code: status === 422 ? 'invalid' : `http_${status}`,
        message: `GitHub refused the issue: ${readReasons(error)}`,
      };
  }
}

/** GitHub names the fields that it did not take; its own words are the most helpful ones. */
function readReasons(error: RequestError): string {
  const body: unknown = error.response?.data;
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : null;
  const list: unknown[] = Array.isArray(errors) ? errors : [];
  const reasons = list.map((entry) => {
    if (typeof entry === 'string') return entry;
    if (typeof entry !== 'object' || entry === null) return '';
    const { field, code, message } = entry as { field?: unknown; code?: unknown; message?: unknown };
    return typeof message === 'string' ? message : [field, code].filter((part) => typeof part === 'string').join(' ');
  });
  const text = reasons.filter(Boolean).join('; ');
  return (text || `error ${error.status}`).slice(0, 300);
}
