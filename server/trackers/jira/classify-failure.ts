import { z } from 'zod';
import { classifyUpstream, findUpstream } from '#server/trackers/classify-upstream.ts';
import type { TrackerFailure } from '#server/trackers/tracker.ts';
import { JiraRefusal } from './jira-refusal.ts';

const SECOND = 1000;
/** Jira names the time with nearly every refusal for rate; where it does not, as long as GitHub asks for. */
const DEFAULT_WAIT_MS = 60 * SECOND;
const LONGEST_WAIT_MS = 2 * 60 * 60 * SECOND;

const ErrorBody = z.object({
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/** Sorts what came instead of an answer by what may have happened at Jira. */
export function classifyFailure(error: unknown): TrackerFailure {
  const upstream = findUpstream(error);
  if (upstream) return classifyUpstream(upstream, DEFAULT_WAIT_MS);
  if (!(error instanceof JiraRefusal)) throw error;
  const { status } = error;
  if (status === 429) {
    return {
      kind: 'wait',
      retryAfterMs: readWait(error.headers),
      message: 'Jira asked to wait before the next request.',
    };
  }
  if (status >= 500 || status < 400) return { kind: 'unknown', message: `Jira answered with an error (${status}).` };
  return { kind: 'rejected', ...explain(error) };
}

function readWait(headers: Headers): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (!Number.isFinite(seconds)) return DEFAULT_WAIT_MS;
  return Math.min(LONGEST_WAIT_MS, Math.max(SECOND, seconds * SECOND));
}

function explain(refusal: JiraRefusal): { code: string; message: string } {
  switch (refusal.status) {
    case 401:
      return {
        code: 'bad_token',
        message:
          'Jira does not accept the e-mail address and API token. The token may have expired: make a new one at id.atlassian.com.',
      };
    case 403:
      return {
        code: 'forbidden',
        message: `This account may not do that in the project. ${readReasons(refusal)}`.trim(),
      };
    case 404:
      return {
        code: 'not_found',
        message: readReasons(refusal) || 'Jira knows no such project or issue, or the account may not see it.',
      };
    default:
      return {
        code: refusal.status === 400 ? 'invalid' : `http_${refusal.status}`,
        message: `Jira refused: ${readReasons(refusal) || `error ${refusal.status}`}`,
      };
  }
}

/** Jira names the fields that it did not take; its own words are the most helpful ones. */
function readReasons({ body }: JiraRefusal): string {
  const parsed = ErrorBody.safeParse(parseJson(body));
  if (!parsed.success) return '';
  const { errorMessages, errors } = parsed.data;
  return [...errorMessages, ...Object.entries(errors).map(([field, reason]) => `${field}: ${reason}`)]
    .join('; ')
    .slice(0, 300);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's HTML page: it has no reasons to read.
    return null;
  }
}
