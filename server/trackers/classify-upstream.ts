import { UpstreamError } from '#server/outbound/upstream-error.ts';
import type { TrackerFailure } from './tracker.ts';

/** The connection's own failure somewhere below what a client threw; null when the server did answer. */
export function findUpstream(error: unknown): UpstreamError | null {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof UpstreamError) return at;
  return null;
}

/** What may have happened on the other side when a connection failed. */
export function classifyUpstream(error: UpstreamError, retryAfterMs: number): TrackerFailure {
  if (error.fault === 'blocked') return { kind: 'rejected', code: 'address_blocked', message: error.message };
  if (error.fault === 'not-connected') return { kind: 'wait', retryAfterMs, message: error.message };
  return { kind: 'unknown', message: error.message };
}
